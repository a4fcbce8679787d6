"""terminal.py ACRFW: runs acrfw in a folder with the samples, and prints what a terminal shows as an SVG
image."""

import html
import os
import shutil
import subprocess
import sys
import tempfile

COMMANDS = (
    "acrfw generate -s week1.json -r contoso -l westeurope -f nftables -o acrfw.nft",
    "acrfw diff week1.json week2.json -r contoso -l westeurope",
    "acrfw generate -s week2.json -r contoso -l westeurope -f nftables -o acrfw.nft",
    "acrfw lookup 192.0.2.3 -s week2.json -r contoso -l westeurope",
)
LINE, MARGIN, COLUMNS, GLYPH = 18, 16, 114, 7.9


def shown(acrfw):
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy("samples/ServiceTags_Public.json", os.path.join(folder, "week1.json"))
        shutil.copy("samples/ServiceTags_Public_next.json", os.path.join(folder, "week2.json"))
        path = os.path.dirname(os.path.abspath(acrfw)) + os.pathsep + os.environ["PATH"]
        for command in COMMANDS:
            run = subprocess.run(
                command.split(), cwd=folder, env=dict(os.environ, PATH=path), text=True,
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
            )
            if run.returncode != 0:
                sys.exit("%s: exit %d: %s" % (command, run.returncode, run.stdout))
            lines.append("$ " + command)
            for line in run.stdout.splitlines():
                while len(line) > COLUMNS:
                    lines.append(line[:COLUMNS])
                    line = line[COLUMNS:]
                lines.append(line)
    return lines


def main():
    lines = shown(sys.argv[1])
    width, height = int(COLUMNS * GLYPH) + 2 * MARGIN, len(lines) * LINE + 2 * MARGIN
    print('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img">' % (width, height))
    print("<title>A terminal: rules are made, and a week later brought up to date</title>")
    print("<style>text { font: 13px monospace; fill: #24292f; white-space: pre; } .c { font-weight: bold; }")
    print("path { fill: none; stroke: #8c959f; }")
    print("@media (prefers-color-scheme: dark) { text { fill: #e6edf3; } }</style>")
    print('<path d="M1 1H%dV%dH1Z"/>' % (width - 1, height - 1))
    for number, line in enumerate(lines):
        if line.strip():
            style = ' class="c"' if line.startswith("$ ") else ""
            print('<text x="%d" y="%d"%s>%s</text>' % (
                MARGIN, MARGIN + 14 + number * LINE, style, html.escape(line, quote=False)))
    print("</svg>")


main()
