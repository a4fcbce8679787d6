"""tab.py SHELL LINE: types a line into a shell that has acrfw's completion, presses Tab, and prints what
the line has become."""

import os
import pty
import select
import subprocess
import sys
import time

SHELLS = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], "source <(acrfw completion bash)"),
    "zsh": (["zsh", "-f", "-i"], "autoload -Uz compinit; compinit -u -D; source <(acrfw completion zsh)"),
}


def read_until(terminal, wanted, seconds=30):
    seen = b""
    end = time.time() + seconds
    while wanted not in seen and time.time() < end:
        if select.select([terminal], [], [], 0.2)[0]:
            try:
                seen += os.read(terminal, 65536)
            except OSError:
                break
    if wanted not in seen:
        sys.exit("no %r in %r" % (wanted, seen))
    return seen


def main(shell, line):
    command, setup = SHELLS[shell]
    ours, theirs = pty.openpty()
    environment = dict(os.environ, TERM="dumb", PS1="", HISTFILE="/dev/null")
    process = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True
    )
    os.close(theirs)
    os.write(ours, (setup + "; echo rea''dy\n").encode())
    read_until(ours, b"ready\r")
    os.write(ours, (line + "\t").encode())
    time.sleep(3)
    # To the beginning of the line: it is printed in place of being run.
    os.write(ours, b"\x01echo BEGIN\\ \x05 EN''D\n")
    seen = read_until(ours, b"END\r").decode()
    process.kill()
    print(seen[seen.rindex("BEGIN ") + 6 : seen.rindex("END")].strip())


main(sys.argv[1], sys.argv[2])
