"""A small server of map tiles: plain tiles (XYZ) and a WMTS with a grid in degrees and one in the world grid."""

from __future__ import annotations

import re
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Iterator
from urllib.parse import parse_qs, urlsplit

from qgis.PyQt.QtCore import QBuffer, QIODevice
from qgis.PyQt.QtGui import QColor, QImage

#: What every tile shows.
COLOR = "#c02020"
#: 天地图 counts its scales with 96 dots per inch.
_FIRST_SCALE = 295_829_355.4545656
_XYZ = re.compile(r"/xyz/(\d+)/(\d+)/(\d+)\.png")


class TileServer:
    """Serves until it is stopped; remembers which tiles were asked: grid, level, column, row."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, int, int, int]] = []
        self._tile = _tile()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:  # noqa: N802 - the library's name
                content, kind = outer.answer(self.path)
                self.send_response(200 if content else 404)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_words: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    @property
    def xyz(self) -> str:
        """Return the address of the plain tiles."""
        return self.address + "/xyz/{z}/{x}/{y}.png"

    @property
    def wmts(self) -> str:
        """Return the address of the WMTS; with ``&both`` behind it the service has the world grid as well."""
        return self.address + "/img_c/wmts?tk=key"

    def answer(self, path: str) -> tuple[bytes, str]:
        """Return what lies there, and its kind."""
        plain = _XYZ.fullmatch(path)
        if plain is not None:
            z, x, y = (int(one) for one in plain.groups())
            self.asked.append(("xyz", z, x, y))
            return self._tile, "image/png"
        words = {name.upper(): value[0] for name, value in parse_qs(urlsplit(path).query).items()}
        if words.get("TK") != "key":
            return b"", "text/plain"
        if words.get("REQUEST") == "GetCapabilities":
            return capabilities(both="both" in path).encode(), "text/xml"
        if words.get("REQUEST") == "GetTile":
            place = (int(words[name]) for name in ("TILEMATRIX", "TILECOL", "TILEROW"))
            self.asked.append((words["TILEMATRIXSET"], *place))  # type: ignore[arg-type]
            return self._tile, "image/png"
        return b"", "text/plain"

    def stop(self) -> None:
        """Go away."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@contextmanager
def tile_server() -> Iterator[TileServer]:
    """Give a server of tiles that is gone afterwards."""
    server = TileServer()
    try:
        yield server
    finally:
        server.stop()


def capabilities(*, both: bool) -> str:
    """Return how the service describes itself: grid ``c`` in degrees and, if wanted, ``w`` in the world grid."""
    names = ("c", "w") if both else ("c",)
    links = "".join(f"<TileMatrixSetLink><TileMatrixSet>{name}</TileMatrixSet></TileMatrixSetLink>" for name in names)
    return (
        '<Capabilities xmlns="http://www.opengis.net/wmts/1.0" xmlns:ows="http://www.opengis.net/ows/1.1"'
        ' version="1.0.0"><Contents><Layer><ows:Title>影像</ows:Title><ows:Identifier>img</ows:Identifier>'
        f"<Style><ows:Identifier>default</ows:Identifier></Style><Format>tiles</Format>{links}</Layer>"
        + "".join(_grid(name) for name in names) + "</Contents></Capabilities>"
    )  # fmt: skip


def _grid(name: str) -> str:
    crs, corner, wider = {"c": (4490, "90.0 -180.0", 1), "w": (3857, "-20037508.34 20037508.34", 0)}[name]
    levels = "".join(
        f"<TileMatrix><ows:Identifier>{z}</ows:Identifier><ScaleDenominator>{_FIRST_SCALE / 2 ** (z - 1)}"
        f"</ScaleDenominator><TopLeftCorner>{corner}</TopLeftCorner><TileWidth>256</TileWidth>"
        f"<TileHeight>256</TileHeight><MatrixWidth>{2 ** z}</MatrixWidth><MatrixHeight>{2 ** (z - wider)}"
        "</MatrixHeight></TileMatrix>"
        for z in range(1, 19)
    )  # fmt: skip
    return (f"<TileMatrixSet><ows:Identifier>{name}</ows:Identifier><ows:SupportedCRS>urn:ogc:def:crs:EPSG::{crs}"
            f"</ows:SupportedCRS>{levels}</TileMatrixSet>")  # fmt: skip


def _tile() -> bytes:
    image = QImage(256, 256, QImage.Format.Format_RGB888)
    image.fill(QColor(COLOR))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data())
