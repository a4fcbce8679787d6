@echo off
goto main
rem Allow-rules for Azure Container Registry, written by acrfw. Do not edit.
rem Command: acrfw generate --region westeurope --for webhook:8443 --format netsh
rem Source: ServiceTags_Public.json, cloud Public, change number 7
rem SHA-256: 6311e1cf9d17492c369d2be7055605cb5d26126d30dccdda76dd1204ba9ad956
rem Generator: acrfw 0.1.0
rem Holds: AzureContainerRegistry.WestEurope IPv4 8 IPv6 18446744073709551616
rem
rem Opens:
rem   inbound tcp 8443 AzureContainerRegistry.WestEurope: 8 IPv4 addresses, 1 IPv6 prefix
rem Note: webhook: the endpoint must be publicly reachable and must authenticate its caller (a secret header), for any tenant's webhooks come from these addresses; a geo-replicated registry has a webhook for each replica's region, so name all of them
rem Note: regions: some addresses of the global tags are in no region, and no --region opens them; 'acrfw endpoints' counts them
rem
rem Apply: run it as administrator. Safe to run again; silent when all went well.
rem Check: netsh advfirewall firewall show rule name=acrfw
rem Boot:  nothing to do; Windows keeps the rules.
rem Undo:  run what the same command with --remove instead of a selection writes.

:apply
fltmc >nul 2>&1
if errorlevel 1 (
  echo acrfw: error: this needs an administrator, so nothing was changed 1>&2
  exit /b 1
)
netsh advfirewall firewall add rule name=acrfw_new dir=in action=allow enable=yes profile=any protocol=TCP localport=8443 description=AzureContainerRegistry.WestEurope remoteip=192.0.2.0/29 >nul
if errorlevel 1 goto kept
netsh advfirewall firewall add rule name=acrfw_new dir=in action=allow enable=yes profile=any protocol=TCP localport=8443 description=AzureContainerRegistry.WestEurope remoteip=2001:db8:0:1::/64 >nul
if errorlevel 1 goto kept
netsh advfirewall firewall delete rule name=acrfw >nul
netsh advfirewall firewall show rule name=acrfw >nul
if not errorlevel 1 goto kept
netsh advfirewall firewall add rule name=acrfw dir=in action=allow enable=yes profile=any protocol=TCP localport=8443 description=AzureContainerRegistry.WestEurope remoteip=192.0.2.0/29 >nul
if errorlevel 1 goto bridged
netsh advfirewall firewall add rule name=acrfw dir=in action=allow enable=yes profile=any protocol=TCP localport=8443 description=AzureContainerRegistry.WestEurope remoteip=2001:db8:0:1::/64 >nul
if errorlevel 1 goto bridged
netsh advfirewall firewall delete rule name=acrfw_new >nul
if errorlevel 1 goto left
exit /b 0

:kept
echo acrfw: error: netsh refused; the rules that were there are still there, new ones may be there as acrfw_new: run this again 1>&2
exit /b 1

:bridged
echo acrfw: error: netsh refused; all new rules are there as acrfw_new, but not yet as acrfw: run this again 1>&2
exit /b 1

:left
echo acrfw: error: all new rules are there, but netsh kept acrfw_new: run this again 1>&2
exit /b 1

:main
call :apply
