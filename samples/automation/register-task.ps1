# Registers a weekly task that fetches the service tags, makes the rules and applies them.
# Run it once, as administrator. acrfw is in C:\acrfw, Java 17 on the PATH of the system.
#Requires -Version 5.1
#Requires -RunAsAdministrator
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$update = @'
$ErrorActionPreference = 'Stop'
$tags = & C:\acrfw\bin\acrfw.cmd fetch
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
& C:\acrfw\bin\acrfw.cmd generate --service-tags $tags --registry contoso --region westeurope `
  --format windows --output C:\acrfw\rules.ps1
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
& C:\acrfw\rules.ps1
'@
Set-Content -Path C:\acrfw\update.ps1 -Value $update -Encoding ASCII

$action = New-ScheduledTaskAction -Execute 'powershell.exe' `
  -Argument '-NoProfile -ExecutionPolicy Bypass -File C:\acrfw\update.ps1'
$trigger = New-ScheduledTaskTrigger -Weekly -DaysOfWeek Tuesday -At 05:17
$principal = New-ScheduledTaskPrincipal -UserId 'SYSTEM' -LogonType ServiceAccount -RunLevel Highest
[void](Register-ScheduledTask -TaskName 'acrfw' -Action $action -Trigger $trigger `
    -Principal $principal -Force)
