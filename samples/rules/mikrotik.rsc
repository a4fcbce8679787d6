# Allow-rules for Azure Container Registry, written by acrfw. Do not edit.
# Command: acrfw generate --registry contoso --region westeurope --format mikrotik
# Source: ServiceTags_Public.json, cloud Public, change number 7
# SHA-256: 6311e1cf9d17492c369d2be7055605cb5d26126d30dccdda76dd1204ba9ad956
# Generator: acrfw 0.1.0
# Holds: AzureContainerRegistry.WestEurope IPv4 8 IPv6 18446744073709551616
# Holds: Storage.WestEurope IPv4 80 IPv6 73786976294838206464
#
# Opens:
#   outbound tcp 443 AzureContainerRegistry.WestEurope for contoso.azurecr.io, azurecr.io: 8 IPv4 addresses, 1 IPv6 prefix
#   outbound tcp 443 Storage.WestEurope for *.blob.core.windows.net: 80 IPv4 addresses, 1 IPv6 prefix
# Note: regions: some addresses of the global tags are in no region, and no --region opens them; 'acrfw endpoints' counts them
#
# Apply: put the file on the router, then: /import file-name=FILE
# Check: /ip firewall address-list print count-only where list~"^acrfw_"
# Boot:  nothing to do; the router keeps its configuration.
# Undo:  run what the same command with --remove instead of a selection writes.
/ip firewall address-list
:do { add list="acrfw_out_443" address=192.0.2.0/29 comment="acrfw 278442ff25d796cd" } on-error={ set [find list="acrfw_out_443" address=192.0.2.0/29] comment="acrfw 278442ff25d796cd" disabled=no }
:do { add list="acrfw_out_443" address=198.51.100.64/26 comment="acrfw 278442ff25d796cd" } on-error={ set [find list="acrfw_out_443" address=198.51.100.64/26] comment="acrfw 278442ff25d796cd" disabled=no }
:do { add list="acrfw_out_443" address=198.51.100.128/28 comment="acrfw 278442ff25d796cd" } on-error={ set [find list="acrfw_out_443" address=198.51.100.128/28] comment="acrfw 278442ff25d796cd" disabled=no }
/ip firewall filter
:if ([:len [find comment="acrfw_out_443"]] = 0) do={
  :do { add chain=forward action=accept protocol=tcp dst-port=443 dst-address-list="acrfw_out_443" comment="acrfw_out_443" place-before=[:pick [find where !dynamic] 0] } on-error={ add chain=forward action=accept protocol=tcp dst-port=443 dst-address-list="acrfw_out_443" comment="acrfw_out_443" }
} else={ set [find comment="acrfw_out_443"] chain=forward action=accept protocol=tcp dst-port=443 dst-address-list="acrfw_out_443" disabled=no }
remove [find where comment~"^acrfw_(out|in)_" && comment!="acrfw_out_443"]
/ip firewall address-list
remove [find where list~"^acrfw_(out|in)_" && comment!="acrfw 278442ff25d796cd"]
/ipv6 firewall address-list
:do { add list="acrfw_out_443" address=2001:db8:0:1::/64 comment="acrfw 278442ff25d796cd" } on-error={ set [find list="acrfw_out_443" address=2001:db8:0:1::/64] comment="acrfw 278442ff25d796cd" disabled=no }
:do { add list="acrfw_out_443" address=2001:db8:1:8::/62 comment="acrfw 278442ff25d796cd" } on-error={ set [find list="acrfw_out_443" address=2001:db8:1:8::/62] comment="acrfw 278442ff25d796cd" disabled=no }
/ipv6 firewall filter
:if ([:len [find comment="acrfw_out_443"]] = 0) do={
  :do { add chain=forward action=accept protocol=tcp dst-port=443 dst-address-list="acrfw_out_443" comment="acrfw_out_443" place-before=[:pick [find where !dynamic] 0] } on-error={ add chain=forward action=accept protocol=tcp dst-port=443 dst-address-list="acrfw_out_443" comment="acrfw_out_443" }
} else={ set [find comment="acrfw_out_443"] chain=forward action=accept protocol=tcp dst-port=443 dst-address-list="acrfw_out_443" disabled=no }
remove [find where comment~"^acrfw_(out|in)_" && comment!="acrfw_out_443"]
/ipv6 firewall address-list
remove [find where list~"^acrfw_(out|in)_" && comment!="acrfw 278442ff25d796cd"]
