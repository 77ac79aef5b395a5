"""SVG files as people bring them: honest ones, and hostile ones with what must be said about them."""

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 100 100">'
PUMP = (HEAD + '<g id="pump" class="x"><circle cx="50" cy="45" r="30"/><rect x="10" y="80" width="80" height="12"/>'
        '</g></svg>').encode()  # fmt: skip
STAR = (HEAD + '<polygon points="50,5 61,39 97,39 68,60 79,95 50,73 21,95 32,60 3,39 39,39" style="fill:#123456"/>'
        '</svg>').encode()  # fmt: skip
TWO_COLOURS = (HEAD + '<rect width="100" height="100" fill="#ff8800"/><circle cx="50" cy="50" r="30" fill="#0044aa"/>'
               '</svg>').encode()  # fmt: skip
INKSCAPE = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="no"?>'
    b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" '
    b'xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" width="64px" height="64px">'
    b'<sodipodi:namedview id="base"><inkscape:grid type="xygrid"/></sodipodi:namedview>'
    b'<metadata id="m"><rdf xmlns="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></metadata><defs id="d"/>'
    b'<path inkscape:label="a" style="fill:#000000;stroke:none" d="M 4,60 32,4 60,60 Z"/></svg>'
)

SHAPE = '<rect width="10" height="10"/>'
BOMB = "".join(f'<!ENTITY {b} "{("&" + a + ";") * 10}">' for a, b in zip("abcdefgh", "bcdefghi"))
#: What is hostile about it -> the file, and a word of the reason.
HOSTILE: dict[str, tuple[str, str]] = {
    "script": (HEAD + SHAPE + "<script>alert(1)</script></svg>", "script"),
    "script in another namespace": (HEAD + SHAPE + '<h:script xmlns:h="urn:x"/></svg>', "script"),
    "event handler": (HEAD + '<rect width="9" height="9" onclick="x()"/></svg>', "event handler"),
    "event handler at the root": (HEAD.replace("view", 'ONLOAD="x()" view') + SHAPE + "</svg>", "event handler"),
    "event handler in what is left out": (HEAD + SHAPE + '<defs><g onload="x()"/></defs></svg>', "event handler"),
    "link": (HEAD + '<a xlink:href="http://e.org/">' + SHAPE + "</a></svg>", "outside"),
    "use of a file": (HEAD + SHAPE + '<use href="file:///etc/passwd#x"/></svg>', "outside"),
    "javascript with a gap": (HEAD + SHAPE + '<g id="java\tscript:x()"/></svg>', "script"),
    "paint from elsewhere": (HEAD + '<rect width="9" height="9" fill="url(http://e.org/p#a)"/></svg>', "outside"),
    "style from elsewhere": (HEAD + '<rect width="9" height="9" style="fill:url( \'//e.org/p\' )"/></svg>', "outside"),
    "import in a style": (HEAD + '<rect width="9" height="9" style="@import \'x\'"/></svg>', "script"),
    "style sheet": ('<?xml-stylesheet href="http://e.org/x.css"?>' + HEAD + SHAPE + "</svg>", "outside"),
    "photograph": (HEAD + SHAPE + '<image xlink:href="data:image/png;base64,AAAA"/></svg>', "pixels"),
    "photograph in a filter": (HEAD + SHAPE + '<defs><filter><feImage href="#x"/></filter></defs></svg>', "flatten"),
    "web page": (HEAD + SHAPE + "<foreignObject><p/></foreignObject></svg>", "web page"),
    "entity": ('<!DOCTYPE svg [<!ENTITY a "b">]>' + HEAD + SHAPE + "&a;</svg>", "entities"),
    "entity bomb": (f'<!DOCTYPE svg [<!ENTITY a "ha">{BOMB}]>{HEAD}{SHAPE}&i;</svg>', "entities"),
    "external entity": ('<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + HEAD + "&a;</svg>", "entities"),
    "parameter entity": ('<!DOCTYPE svg [<!ENTITY % a SYSTEM "http://e.org/x">%a;]>' + HEAD + "</svg>", "entities"),
    "foreign document type": ('<!DOCTYPE svg SYSTEM "http://e.org/x.dtd">' + HEAD + SHAPE + "</svg>", "entities"),
    "movement": (HEAD + SHAPE + '<animate attributeName="x" to="5"/></svg>', "moves"),
    "change of a link": (HEAD + SHAPE + '<set attributeName="href" to="javascript:x()"/></svg>', "script"),
    "text": (HEAD + "<text>水库</text></svg>", "text"),
    "gradient": (HEAD + '<rect width="9" height="9" fill="url(#g)"/></svg>', "flatten"),
    "clone": (HEAD + SHAPE + '<use href="#x"/></svg>', "flatten"),
    "mask": (HEAD + SHAPE + '<mask id="m"/></svg>', "flatten"),
    "size": (HEAD + "<!-- " + "x" * 250_000 + " -->" + SHAPE + "</svg>", "too large"),
    "many elements": (HEAD + SHAPE * 3000 + "</svg>", "too large"),
    "depth": (HEAD + "<g>" * 3000 + SHAPE + "</g>" * 3000 + "</svg>", "too large"),
    "nothing": (HEAD + "<g/></svg>", "draws nothing"),
    "no SVG": ("<html><body/></html>", "flatten"),
    "no XML": ("GIF89a", "no readable SVG"),
    "cut off": (HEAD + SHAPE, "no readable SVG"),
    "no size": ('<svg xmlns="http://www.w3.org/2000/svg">' + SHAPE + "</svg>", "no readable SVG"),
    "empty view": ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 0">' + SHAPE + "</svg>", "no readable SVG"),
    "quotation mark in paint": (HEAD + "<rect width='9' height='9' fill='red\" onload=\"x'/></svg>", "flatten"),
}  # fmt: skip
