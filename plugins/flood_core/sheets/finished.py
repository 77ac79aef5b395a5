"""The sheets that lie in a folder already, and whether one of them serves as it is."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Mapping

from osgeo import gdal

from ..model.area_names import display_name
from ..resources.whole_files import write_whole
from .delivery import Order
from .export import SheetResult, sheet_name
from .fingerprint import fingerprint, is_current, read_account
from .ground import Ground
from .manifest import as_bytes
from .presets import candidates


@dataclass(frozen=True)
class Finished:
    """Finds finished sheets of one paper, profile and set of formats by their manifests."""

    folder: Path
    preset: str
    profile: str
    formats: tuple[str, ...]

    def unchanged(self, order: Order, stamp: str | None) -> SheetResult | None:
        """Return the sheet of an edition of which the database says that nothing changed."""
        account = self._account(order.edition) if stamp else None
        if account is None or account.get("stamp") != stamp:
            return None
        return self._current(account, order.edition, str(account["fingerprints"]["data"]), order.ground)

    def made_of(self, order: Order, gpkg: Path, stamp: str) -> SheetResult | None:
        """Return the sheet that was drawn from just this content; it is noted that the database's word is another."""
        edition = order.edition or edition_in(gpkg)
        account = self._account(edition)
        if account is None:
            return None
        try:
            data = hashlib.sha256(gpkg.read_bytes()).hexdigest()
        except OSError:
            return None
        found = self._current(account, edition, data, order.ground)
        if found is not None and account.get("stamp") != stamp:
            write_whole(found.manifest, as_bytes({**account, "stamp": stamp}))
        return found

    def _account(self, edition: Mapping[str, Any]) -> dict[str, Any] | None:
        return read_account(self._manifest(edition)) if edition else None

    def _manifest(self, edition: Mapping[str, Any]) -> Path:
        village = display_name(str(edition.get("village_name") or edition.get("village") or ""))
        name = sheet_name(edition, village, candidates(self.preset)[0].family, self.profile)
        return self.folder / f"{name}.manifest.json"

    def _current(
        self, account: dict[str, Any], edition: Mapping[str, Any], data: str, ground: Ground | None
    ) -> SheetResult | None:
        if not is_current(account, self.folder, fingerprint(data, self.preset, self.profile, self.formats, ground)):
            return None
        files = [self.folder / name for name in account["files"]]
        return SheetResult.told_by(account, files, self._manifest(edition))


def edition_in(gpkg: Path) -> dict[str, Any]:
    """Return what a GeoPackage says of its edition; nothing when it cannot be read. Writes nothing beside it."""
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        source = gdal.OpenEx(str(gpkg), gdal.OF_VECTOR | gdal.OF_READONLY, ["GPKG"], ["IMMUTABLE=YES"])
        layer = source.GetLayerByName("edition") if source is not None else None
        feature = layer.GetNextFeature() if layer is not None else None
        return dict(feature.items()) if feature is not None else {}
    except RuntimeError:  # GDAL's, when exceptions are in use; the export will say what is wrong
        return {}
    finally:
        gdal.PopErrorHandler()
