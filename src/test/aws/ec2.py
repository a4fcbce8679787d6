"""A stand-in for EC2's managed prefix lists on loopback, for a real aws: as strict as the API reference says.

ec2.py FOLDER: serves on a free port, which it writes to FOLDER/port; what it was asked to change goes to
FOLDER/changes, a line each.
"""
import http.server
import ipaddress
import pathlib
import sys
import urllib.parse
from xml.sax.saxutils import escape

FOLDER = pathlib.Path(sys.argv[1])
LISTS = {}
PAGE = 100


class Refused(Exception):
    pass


def numbered(form, prefix):
    """Returns form's PREFIX.1.X, PREFIX.2.X ... as a list of mappings."""
    items = {}
    for key, value in form.items():
        parts = key.split(".", 2)
        if parts[0] == prefix and len(parts) == 3:
            items.setdefault(int(parts[1]), {})[parts[2]] = value
    return [items[number] for number in sorted(items)]


def entry(cidr, family):
    network = ipaddress.ip_network(cidr)  # refuses host bits
    if "IPv%d" % network.version != family:
        raise Refused("InvalidParameterValue", cidr + " is not of " + family)
    return str(network)


def described(one):
    fields = "".join(f"<{key}>{escape(str(one[key]))}</{key}>" for key in
                     ("prefixListId", "addressFamily", "state", "prefixListName", "maxEntries", "version"))
    return fields + "<ownerId>123456789012</ownerId>"


def describe(form):
    found = []
    for wanted in numbered(form, "Filter"):
        key = wanted["Name"].removeprefix("tag:")
        found = [one for one in LISTS.values() if one["tags"].get(key) == wanted["Value.1"]]
    answer = "".join(f"<item>{described(one)}</item>" for one in found)
    for one in found:  # what was asked for is done once somebody has looked
        one["state"] = one["state"].replace("in-progress", "complete")
    return f"<prefixListSet>{answer}</prefixListSet>"


def create(form):
    size = int(form["MaxEntries"])
    if not 1 <= size <= 1000:
        raise Refused("InvalidParameterValue", "MaxEntries")
    if len(numbered(form, "Entry")) > 100:
        raise Refused("InvalidParameterValue", "more than 100 entries")
    tags = {}
    for specification in numbered(form, "TagSpecification"):
        if specification["ResourceType"] != "prefix-list":
            raise Refused("InvalidParameterValue", "ResourceType")
        tags[specification["Tag.1.Key"]] = specification["Tag.1.Value"]
    one = {"prefixListId": "pl-%017x" % (len(LISTS) + 1), "addressFamily": form["AddressFamily"],
           "state": "create-in-progress", "prefixListName": form["PrefixListName"], "maxEntries": size,
           "version": 1, "tags": tags, "entries": []}
    LISTS[one["prefixListId"]] = one
    return f"<prefixList>{described(one)}</prefixList>"


def modify(form):
    one = LISTS[form["PrefixListId"]]
    add, remove = numbered(form, "AddEntry"), numbered(form, "RemoveEntry")
    if one["state"].endswith("in-progress"):
        raise Refused("IncorrectState", one["state"])
    if "MaxEntries" in form:
        if add or remove:
            raise Refused("InvalidRequest", "size and entries at once")
        if not len(one["entries"]) <= int(form["MaxEntries"]) <= 1000:
            raise Refused("InvalidParameterValue", "MaxEntries")
        one["maxEntries"] = int(form["MaxEntries"])
        one["state"] = "modify-in-progress"
        return f"<prefixList>{described(one)}</prefixList>"
    if int(form.get("CurrentVersion", 0)) != one["version"]:
        raise Refused("PrefixListVersionMismatch", "version %d" % one["version"])
    if len(add) > 100 or len(remove) > 100 or not add + remove:
        raise Refused("InvalidParameterValue", "%d added, %d removed" % (len(add), len(remove)))
    for each in remove:
        one["entries"].remove(each["Cidr"])
    for each in add:
        cidr = entry(each["Cidr"], one["addressFamily"])
        if cidr in one["entries"]:
            raise Refused("InvalidParameterValue", cidr + " twice")
        one["entries"].append(cidr)
    if len(one["entries"]) > one["maxEntries"]:
        raise Refused("PrefixListMaxEntriesExceeded", str(len(one["entries"])))
    one["version"] += 1
    one["state"] = "modify-in-progress"
    return f"<prefixList>{described(one)}</prefixList>"


def entries(form):
    one = LISTS[form["PrefixListId"]]
    start = int(form.get("NextToken", 0))
    shown = "".join(f"<item><cidr>{cidr}</cidr></item>" for cidr in one["entries"][start:start + PAGE])
    more = f"<nextToken>{start + PAGE}</nextToken>" if len(one["entries"]) > start + PAGE else ""
    return f"<entrySet>{shown}</entrySet>{more}"


def delete(form):
    one = LISTS.pop(form["PrefixListId"])
    one["state"] = "delete-in-progress"
    return f"<prefixList>{described(one)}</prefixList>"


ACTIONS = {"DescribeManagedPrefixLists": describe, "CreateManagedPrefixList": create,
           "ModifyManagedPrefixList": modify, "GetManagedPrefixListEntries": entries,
           "DeleteManagedPrefixList": delete}


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = dict(urllib.parse.parse_qsl(body))
        action = form["Action"]
        try:
            answer = ACTIONS[action](form)
            status, text = 200, f"<{action}Response>{answer}</{action}Response>"
            if not action.startswith(("Describe", "Get")):
                with open(FOLDER / "changes", "a") as changes:
                    print(action, file=changes)
        except (Refused, ValueError, KeyError) as why:
            code = why.args[0] if isinstance(why, Refused) else "InvalidParameterValue"
            status = 400
            text = (f"<Response><Errors><Error><Code>{code}</Code><Message>{escape(repr(why))}</Message>"
                    "</Error></Errors><RequestID>0</RequestID></Response>")
        data = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/xml")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
(FOLDER / "port.new").write_text(str(server.server_port))
(FOLDER / "port.new").rename(FOLDER / "port")
server.serve_forever()
