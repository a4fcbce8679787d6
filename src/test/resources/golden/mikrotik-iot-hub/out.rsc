# Allow-rules for Azure Container Registry, written by acrfw. Do not edit.
# Command: acrfw generate --registry contoso --region westeurope --iot-region all --for iot-hub --for webhook:8443 --format mikrotik
# Source: ServiceTags_Public.json, cloud Public, change number 7
# SHA-256: 6311e1cf9d17492c369d2be7055605cb5d26126d30dccdda76dd1204ba9ad956
# Generator: acrfw 0.1.0
# Holds: AzureIoTHub IPv4 32 IPv6 18446744073709551616
# Holds: AzureContainerRegistry.WestEurope IPv4 8 IPv6 18446744073709551616
#
# Opens:
#   outbound tcp 443,5671,8883 AzureIoTHub for *.azure-devices.net, global.azure-devices-provisioning.net: 32 IPv4 addresses, 1 IPv6 prefix
#   inbound tcp 8443 AzureContainerRegistry.WestEurope: 8 IPv4 addresses, 1 IPv6 prefix
# Note: webhook: the endpoint must be publicly reachable and must authenticate its caller (a secret header), for any tenant's webhooks come from these addresses; a geo-replicated registry has a webhook for each replica's region, so name all of them
# Note: regions: some addresses of the global tags are in no region, and no --region opens them; 'acrfw endpoints' counts them
#
# Apply: put the file on the router, then: /import file-name=FILE
# Check: /ip firewall address-list print count-only where list~"^acrfw_"
# Boot:  nothing to do; the router keeps its configuration.
# Undo:  run what the same command with --remove instead of a selection writes.
/ip firewall address-list
:do { add list="acrfw_out_443_5671_8883" address=203.0.113.64/27 comment="acrfw 843713dc0ce4ec84" } on-error={ set [find list="acrfw_out_443_5671_8883" address=203.0.113.64/27] comment="acrfw 843713dc0ce4ec84" disabled=no }
:do { add list="acrfw_in_8443" address=192.0.2.0/29 comment="acrfw 843713dc0ce4ec84" } on-error={ set [find list="acrfw_in_8443" address=192.0.2.0/29] comment="acrfw 843713dc0ce4ec84" disabled=no }
/ip firewall filter
:if ([:len [find comment="acrfw_out_443_5671_8883"]] = 0) do={
  :do { add chain=forward action=accept protocol=tcp dst-port=443,5671,8883 dst-address-list="acrfw_out_443_5671_8883" comment="acrfw_out_443_5671_8883" place-before=[:pick [find where !dynamic] 0] } on-error={ add chain=forward action=accept protocol=tcp dst-port=443,5671,8883 dst-address-list="acrfw_out_443_5671_8883" comment="acrfw_out_443_5671_8883" }
} else={ set [find comment="acrfw_out_443_5671_8883"] chain=forward action=accept protocol=tcp dst-port=443,5671,8883 dst-address-list="acrfw_out_443_5671_8883" disabled=no }
:if ([:len [find comment="acrfw_in_8443"]] = 0) do={
  :do { add chain=forward action=accept protocol=tcp dst-port=8443 src-address-list="acrfw_in_8443" comment="acrfw_in_8443" place-before=[:pick [find where !dynamic] 0] } on-error={ add chain=forward action=accept protocol=tcp dst-port=8443 src-address-list="acrfw_in_8443" comment="acrfw_in_8443" }
} else={ set [find comment="acrfw_in_8443"] chain=forward action=accept protocol=tcp dst-port=8443 src-address-list="acrfw_in_8443" disabled=no }
remove [find where comment~"^acrfw_(out|in)_" && comment!="acrfw_out_443_5671_8883" && comment!="acrfw_in_8443"]
/ip firewall address-list
remove [find where list~"^acrfw_(out|in)_" && comment!="acrfw 843713dc0ce4ec84"]
/ipv6 firewall address-list
:do { add list="acrfw_out_443_5671_8883" address=2001:db8:4::/64 comment="acrfw 843713dc0ce4ec84" } on-error={ set [find list="acrfw_out_443_5671_8883" address=2001:db8:4::/64] comment="acrfw 843713dc0ce4ec84" disabled=no }
:do { add list="acrfw_in_8443" address=2001:db8:0:1::/64 comment="acrfw 843713dc0ce4ec84" } on-error={ set [find list="acrfw_in_8443" address=2001:db8:0:1::/64] comment="acrfw 843713dc0ce4ec84" disabled=no }
/ipv6 firewall filter
:if ([:len [find comment="acrfw_out_443_5671_8883"]] = 0) do={
  :do { add chain=forward action=accept protocol=tcp dst-port=443,5671,8883 dst-address-list="acrfw_out_443_5671_8883" comment="acrfw_out_443_5671_8883" place-before=[:pick [find where !dynamic] 0] } on-error={ add chain=forward action=accept protocol=tcp dst-port=443,5671,8883 dst-address-list="acrfw_out_443_5671_8883" comment="acrfw_out_443_5671_8883" }
} else={ set [find comment="acrfw_out_443_5671_8883"] chain=forward action=accept protocol=tcp dst-port=443,5671,8883 dst-address-list="acrfw_out_443_5671_8883" disabled=no }
:if ([:len [find comment="acrfw_in_8443"]] = 0) do={
  :do { add chain=forward action=accept protocol=tcp dst-port=8443 src-address-list="acrfw_in_8443" comment="acrfw_in_8443" place-before=[:pick [find where !dynamic] 0] } on-error={ add chain=forward action=accept protocol=tcp dst-port=8443 src-address-list="acrfw_in_8443" comment="acrfw_in_8443" }
} else={ set [find comment="acrfw_in_8443"] chain=forward action=accept protocol=tcp dst-port=8443 src-address-list="acrfw_in_8443" disabled=no }
remove [find where comment~"^acrfw_(out|in)_" && comment!="acrfw_out_443_5671_8883" && comment!="acrfw_in_8443"]
/ipv6 firewall address-list
remove [find where list~"^acrfw_(out|in)_" && comment!="acrfw 843713dc0ce4ec84"]
