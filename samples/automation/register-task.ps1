# Registers a weekly task that brings the rules up to date and applies them.
# Run it once, as administrator. acrfw is in C:\acrfw, with C:\acrfw\acrfw.yaml beside it
# (acrfw init --format windows), Java 17 on the PATH of the system.
#Requires -Version 5.1
#Requires -RunAsAdministrator
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$update = @'
$ErrorActionPreference = 'Stop'
& C:\acrfw\bin\acrfw.cmd update --config C:\acrfw\acrfw.yaml
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
& C:\acrfw\rules\acrfw.ps1
'@
Set-Content -Path C:\acrfw\update.ps1 -Value $update -Encoding ASCII

$action = New-ScheduledTaskAction -Execute 'powershell.exe' `
  -Argument '-NoProfile -ExecutionPolicy Bypass -File C:\acrfw\update.ps1'
$trigger = New-ScheduledTaskTrigger -Weekly -DaysOfWeek Tuesday -At 05:17
$principal = New-ScheduledTaskPrincipal -UserId 'SYSTEM' -LogonType ServiceAccount -RunLevel Highest
[void](Register-ScheduledTask -TaskName 'acrfw' -Action $action -Trigger $trigger `
    -Principal $principal -Force)
