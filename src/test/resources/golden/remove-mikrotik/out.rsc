# Takes away what acrfw's earlier outputs of this name made. Do not edit.
# Command: acrfw generate --remove --format mikrotik
# Generator: acrfw 0.1.0
#
# Apply: put the file on the router, then: /import file-name=FILE
# Check: /ip firewall address-list print count-only where list~"^acrfw_"
# Boot:  nothing to do; the router keeps its configuration.
/ip firewall filter
remove [find where comment~"^acrfw_(out|in)_"]
/ip firewall address-list
remove [find where list~"^acrfw_(out|in)_"]
/ipv6 firewall filter
remove [find where comment~"^acrfw_(out|in)_"]
/ipv6 firewall address-list
remove [find where list~"^acrfw_(out|in)_"]
