#!/usr/bin/env python3
"""Times whole processes of the packed acrfw beside what does part of its job, in paired runs.

    python3 src/bench/processes.py [--file FILE] [--runs N] [--plots FOLDER]

FILE is a published service tags file; without one the first comparison is left out. The tools that
are not installed are left out as well. Each pair runs in turn, A B A B, so that a machine whose speed
drifts leaves the ratio as it is; a ratio is the median of the pairs' ratios. A run's time is from the
start of the process to its end, its memory the largest of the processes it waited for; processor time is
less moved by what else the machine does.
"""

import argparse
import functools
import glob
import http.server
import math
import os
import random
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
ACRFW = os.path.join(ROOT, "target/acrfw/bin/acrfw")
SIZES = (10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000)
TAGS = ("AzureContainerRegistry.WestEurope", "Storage.WestEurope")


def run(command):
    """Returns the seconds, the MiB and the processor seconds of one run, and insists on its success."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"exit code {process.returncode}: {shlex.join(command)}")
    return seconds, usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime


def pair(runs, ours, theirs):
    """Returns our median seconds and MiB, their median seconds, and the median ratios of both times."""
    run(ours), run(theirs)
    pairs = [(run(ours), run(theirs)) for _ in range(runs)]
    return (
        statistics.median(a[0] for a, _ in pairs),
        max(a[1] for a, _ in pairs),
        statistics.median(b[0] for _, b in pairs),
        statistics.median(a[0] / b[0] for a, b in pairs),
        statistics.median(a[2] / b[2] for a, b in pairs),
    )


def median(runs, command):
    run(command)
    return statistics.median(run(command)[0] for _ in range(runs))


def write_file(folder, prefixes):
    """Writes a service tags file with one tag of random IPv4 prefixes, all public, in no order."""
    path = os.path.join(folder, f"{prefixes}.json")
    source = random.Random(7)
    with open(path, "w", encoding="ascii") as out:
        out.write('{\n  "changeNumber": 1,\n  "cloud": "Public",\n  "values": [\n    {\n')
        out.write('      "name": "Benchmark",\n      "properties": {\n')
        out.write('        "region": "",\n        "addressPrefixes": [\n')
        for i in range(prefixes):
            bits = source.choice((24, 26, 28, 29, 30, 31, 32, 32))
            a = (source.randrange(20, 96) << 24 | source.getrandbits(24)) >> 32 - bits << 32 - bits
            end = "" if i == prefixes - 1 else ","
            out.write(f'          "{a >> 24}.{a >> 16 & 255}.{a >> 8 & 255}.{a & 255}/{bits}"{end}\n')
        out.write("        ]\n      }\n    }\n  ]\n}\n")
    return path


def empty_main(folder):
    """Compiles a program that does nothing; returns the command that runs it."""
    source = os.path.join(folder, "Empty.java")
    with open(source, "w", encoding="ascii") as out:
        out.write("class Empty { public static void main(String[] args) {} }\n")
    home = os.environ.get("JAVA_HOME")
    tool = (lambda name: os.path.join(home, "bin", name)) if home else (lambda name: name)
    subprocess.run([tool("javac"), "-d", folder, source], check=True)
    flags = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData -Xshare:auto"
    return [tool("java"), *flags.split(), "-cp", folder, "Empty"]


def fetched(cache, file):
    """Has acrfw fetch the file from a server here; returns where it was kept, with its checksum noted."""
    serve = functools.partial(http.server.SimpleHTTPRequestHandler, directory=os.path.dirname(os.path.abspath(file)))
    serve.func.log_message = lambda *_: None
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), serve) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/{os.path.basename(file)}"
        kept = subprocess.run([ACRFW, "fetch", "--url", url], env=dict(os.environ, XDG_CACHE_HOME=cache),
                              check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
        server.shutdown()
    return kept


def generate(file, *more):
    return [ACRFW, "generate", "-s", file, *more]


def real(file):
    return generate(file, "-r", "contoso", "-l", "westeurope", "-f", "nftables")


def jq(file):
    names = " or ".join(f'.name=="{tag}"' for tag in TAGS)
    return ["jq", "-r", f".values[]|select({names})|.properties.addressPrefixes[]", file]


def python(file):
    code = (
        "import json,sys\n"
        "for v in json.load(open(sys.argv[1]))['values']:\n"
        " if v['name'] in sys.argv[2:]: print(*v['properties']['addressPrefixes'], sep='\\n')"
    )
    return ["python3", "-c", code, file, *TAGS]


def pipeline(file):
    script = "jq -r '.values[].properties.addressPrefixes[]' \"$0\" | iprange -"
    return ["sh", "-c", script, file]


def row(what, than, result):
    ours, memory, theirs, ratio, processor = result
    cells = (what, f"{ours * 1000:.0f} ms", than, f"{theirs * 1000:.0f} ms", f"{ratio:.2f}", f"{processor:.2f}",
             f"{memory:.0f} MiB")
    print("| " + " | ".join(cells) + " |", flush=True)


def comparisons(options, empty, published, million, kept_million):
    print("| acrfw | median | beside | median | ratio | of processor time | peak memory |")
    print("|---|---|---|---|---|---|---|")
    row("`--version`", "a Java program that does nothing", pair(options.runs, [ACRFW, "--version"], empty))
    for file, what in ((published, "fetched"), (options.file, "published file")):
        for name, command in (("jq", jq), ("python3", python)):
            if file and shutil.which(name):
                row(f"`generate -f nftables`, {what}", f"`{name}` that selects the tags",
                    pair(options.runs, real(file), command(file)))
    for file, what in ((kept_million, ", fetched"), (million, "")):
        if shutil.which("jq") and shutil.which("iprange"):
            row(f"`generate -f list`, 1,000,000 prefixes{what}", "`jq` into `iprange`",
                pair(max(options.runs // 2, 3), generate(file, "--tag", "Benchmark", "-f", "list"), pipeline(file)))


def elsewhere(options, folder):
    """Rows for a copy with an archive made for the old place, and for one without an archive."""
    for name, what in (("moved", "a copy elsewhere"), ("bare", "a copy without an archive")):
        home = os.path.join(folder, name)
        shutil.copytree(os.path.dirname(os.path.dirname(ACRFW)), home, symlinks=True)
        if name == "bare":
            for left in os.listdir(os.path.join(home, "lib")):
                if left.endswith((".jsa", ".for")):
                    os.remove(os.path.join(home, "lib", left))
        command = real(options.file)
        row(f"{what}, published file", "in place", pair(options.runs, [home + "/bin/acrfw", *command[1:]], command))


def other_builds(options):
    """Rows for a native image and the distribution with its own Java, where there are such."""
    command = real(options.file)
    target = os.path.dirname(os.path.dirname(os.path.dirname(ACRFW)))
    own_java = glob.glob(target + "/self-contained/acrfw-*/bin/acrfw")
    for program, what in ([(target + "/acrfw-native", "a native image")]
                          + [(each, "with its own Java") for each in own_java]):
        if os.path.exists(program):
            row(f"{what}, published file", "in place", pair(options.runs, [program, *command[1:]], command))


def aclgen(options, folder):
    """A row for aerleon, which turns two tags that acrfw gave it into rules of nftables."""
    home = os.path.join(folder, "aerleon")
    run(generate(options.file, "-r", "contoso", "-l", "westeurope", "-f", "aerleon", "-o", home))
    os.makedirs(os.path.join(home, "policies/pol"))
    os.makedirs(os.path.join(home, "out"))
    with open(os.path.join(home, "policies/pol/mine.yaml"), "w", encoding="ascii") as out:
        out.write("filters:\n  - header:\n      comment: mine\n      targets:\n        nftables: mixed output\n"
                  "    terms:\n      - include: includes/acrfw.yaml\n")
    command = ["aclgen", "--base_directory", home + "/policies", "--definitions_directory", home + "/definitions",
               "--output_directory", home + "/out"]
    row("`generate -f nftables`, published file", "`aclgen`, the addresses of the tags given",
        pair(max(options.runs // 2, 3), real(options.file), command))


def scaling(options, files):
    """Prints the time of each size; returns the points."""
    print("\n| prefixes | median | a prefix, without the start |\n|---|---|---|")
    start = median(options.runs, generate(files[1], "--tag", "Benchmark", "-f", "list"))
    points = []
    for size in SIZES:
        seconds = median(5, generate(files[size], "--tag", "Benchmark", "-f", "list"))
        points.append((size, seconds))
        each = (seconds - start) / size * 1e9
        print(f"| {size:,} | {seconds * 1000:.0f} ms | {each:.0f} ns |", flush=True)
    xs = [math.log(size) for size, _ in points]
    ys = [math.log(seconds) for _, seconds in points]
    mx, my = statistics.mean(xs), statistics.mean(ys)
    slope = sum((x - mx) * (y - my) for x, y in zip(xs, ys)) / sum((x - mx) ** 2 for x in xs)
    print(f"\nThe log-log slope is {slope:.2f}.")
    return points


def parts(options, empty, published):
    """Prints what a run of generate is made of; returns the names and seconds."""
    sample = os.path.join(ROOT, "samples/ServiceTags_Public.json")
    steps = [("the JVM: a program that does nothing", empty), ("+ the command line: --version", [ACRFW, "--version"]),
             ("+ read, plan, render: generate, small file", real(sample))]
    if published:
        steps.append(("+ the published file, fetched", real(published)))
        steps.append(("+ its checksum: the same file, by hand", real(options.file)))
    print("\n| part | until here |\n|---|---|")
    found = []
    for name, command in steps:
        found.append((name, median(options.runs, command)))
        print(f"| {name} | {found[-1][1] * 1000:.0f} ms |", flush=True)
    return found


# Each colour is seen on white and on dark grey; texts follow the page.
STYLE = ("<style>text { fill: #24292f; } path { stroke: #8c959f; } "
         "@media (prefers-color-scheme: dark) { text { fill: #e6edf3; } }</style>")
GREY, BLUE, PURPLE, ORANGE, GREEN = "#6e7781", "#1f7fd6", "#8250df", "#bf5b00", "#1a7f37"


def svg(path, width, height, title, body):
    with open(path, "w", encoding="utf-8") as out:
        out.write(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
                  f'width="{width}" height="{height}" font-family="sans-serif" font-size="13">\n'
                  f'<title>{title}</title>\n{STYLE}\n{body}</svg>\n')


def plot_scaling(path, points):
    def at(size, seconds):
        return 70 + (math.log10(size) - 4) * 190, 330 - (math.log10(seconds) + 1) * 190

    body = ""
    for size, label in ((10_000, "10,000"), (100_000, "100,000"), (1_000_000, "1,000,000")):
        x, _ = at(size, 1)
        body += f'<path d="M{x:.0f} 20V340"/><text x="{x:.0f}" y="360" text-anchor="middle">{label}</text>\n'
    for seconds, label in ((0.1, "0.1 s"), (1, "1 s")):
        _, y = at(10_000, seconds)
        body += f'<path d="M70 {y:.0f}H560"/><text x="62" y="{y + 4:.0f}" text-anchor="end">{label}</text>\n'
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in (at(*point) for point in points))
    body += f'<polyline points="{line}" fill="none" stroke="{BLUE}" stroke-width="2"/>\n'
    for size, seconds in points:
        x, y = at(size, seconds)
        body += f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{BLUE}"/><text x="{x + 8:.1f}" y="{y + 18:.1f}">{seconds:.2f} s</text>\n'
    body += '<text x="315" y="385" text-anchor="middle">prefixes in the tag</text>\n'
    svg(path, 620, 400, "Seconds to write rules, by the number of prefixes in the tag", body)


def plot_parts(path, found):
    scale = 460 / found[-1][1]
    colours = (GREY, PURPLE, BLUE, ORANGE, GREEN)
    body, before = "", 0.0
    for i, (name, seconds) in enumerate(found):
        x, w = 20 + before * scale, max(seconds - before, 0) * scale
        y = 60 + 24 * i
        body += f'<rect x="{x:.1f}" y="20" width="{w:.1f}" height="26" fill="{colours[i]}"/>\n'
        body += f'<rect x="20" y="{y}" width="12" height="12" fill="{colours[i]}"/>'
        body += f'<text x="40" y="{y + 11}">{name}: {max(seconds - before, 0) * 1000:.0f} ms</text>\n'
        before = max(before, seconds)
    svg(path, 500, 70 + 24 * len(found), "What a run takes, part by part", body)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--file", help="a published service tags file")
    parser.add_argument("--runs", type=int, default=15, help="pairs of runs (default 15)")
    parser.add_argument("--plots", help="the folder for performance-*.svg")
    options = parser.parse_args()
    if not os.path.exists(ACRFW):
        sys.exit("build acrfw first: mvn -q package -DskipTests")
    with tempfile.TemporaryDirectory() as folder:
        files = {size: write_file(folder, size) for size in (1, *SIZES)}
        empty = empty_main(folder)
        million = files[1_000_000]
        published = fetched(os.path.join(folder, "published"), options.file) if options.file else None
        comparisons(options, empty, published, million, fetched(os.path.join(folder, "million"), million))
        if options.file:
            elsewhere(options, folder)
            other_builds(options)
            if shutil.which("aclgen"):
                aclgen(options, folder)
        points = scaling(options, files)
        found = parts(options, empty, published)
        if options.plots:
            plot_scaling(os.path.join(options.plots, "performance-prefixes.svg"), points)
            plot_parts(os.path.join(options.plots, "performance-start.svg"), found)


if __name__ == "__main__":
    main()
