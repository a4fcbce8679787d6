# Applies outputs to the firewall of this machine, reads the rules back and compares them with --format list:
# once, again, the other week, inbound, two names, removed. Then acrfw.cmd itself. As administrator.
# Usage: powershell -NoProfile -ExecutionPolicy Bypass -File Test-Windows.ps1 [-StandIn]
# With -StandIn, on any system, the rules of NetSecurity.psm1 take the place of the firewall; netsh and
# acrfw.cmd are then left out. Needs target/acrfw (mvn package). Exits with 1 if a check failed.
param([switch] $StandIn)
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$root = (Resolve-Path (Join-Path $PSScriptRoot '../../..')).Path
$dist = Join-Path $root 'target/acrfw'
$work = Join-Path ([IO.Path]::GetTempPath()) ("acrfw (test) " + [guid]::NewGuid().ToString('N').Substring(0, 8))
$null = New-Item -ItemType Directory -Path $work
$acrfw = Join-Path $dist $(if ($StandIn) { 'bin/acrfw' } else { 'bin\acrfw.cmd' })
if ($StandIn) { Import-Module (Join-Path $PSScriptRoot NetSecurity.psm1) -Force }
$weeks = @{ a = 'samples/ServiceTags_Public.json'; b = 'samples/ServiceTags_Public_next.json' }
$west = @('-r', 'contoso', '-l', 'westeurope')
$hook = @('-l', 'westeurope', '--for', 'webhook:8443')
$north = @('-l', 'northeurope')
$name = 'acrfwtest'
$other = 'acrfwtest-2'
$script:failed = 0

function Test-That([string] $What, [bool] $Ok, [string] $More = '') {
  if ($Ok) { "ok    $What" }
  else { $script:failed++; "FAIL  $What $More" }
}

# A CIDR, an address with a mask, a range or one address: first and last address in hexadecimal digits.
function ConvertTo-Range([string] $Text) {
  $first, $last = $Text -split '-'
  if ($last) {
    $ends = @($first, $last | ForEach-Object { [BitConverter]::ToString([Net.IPAddress]::Parse($_).GetAddressBytes()) })
    return $ends -join ' to '
  }
  $address, $length = $Text -split '/'
  $bytes = [Net.IPAddress]::Parse($address).GetAddressBytes()
  $ones = 8 * $bytes.Length
  if ($length -match '^\d+$') { $ones = [int] $length }
  elseif ($length) {
    $ones = 0
    foreach ($byte in [Net.IPAddress]::Parse($length).GetAddressBytes()) {
      $ones += ([Convert]::ToString($byte, 2) -replace '0').Length
    }
  }
  $end = [byte[]] $bytes.Clone()
  for ($i = 0; $i -lt $end.Length; $i++) {
    $free = [Math]::Min(8, [Math]::Max(0, 8 * ($i + 1) - $ones))
    $end[$i] = $end[$i] -bor ([int] [Math]::Pow(2, $free) - 1)
  }
  [BitConverter]::ToString($bytes) + ' to ' + [BitConverter]::ToString($end)
}

function Invoke-Generate([string] $File, [string[]] $Arguments) {
  $path = Join-Path $work $File
  & $acrfw generate @Arguments -o $path
  if ($LASTEXITCODE -ne 0) { throw "acrfw generate $Arguments ended with $LASTEXITCODE" }
  $path
}

function Get-Wanted([string] $Week, [string[]] $Selection) {
  $list = Invoke-Generate "list-$Week.txt" (@('-s', (Join-Path $root $weeks[$Week]), '-f', 'list') + $Selection)
  @(Get-Content $list | Where-Object { $_ -notmatch '^#' } | ForEach-Object { ConvertTo-Range $_ } | Sort-Object -Unique)
}

# What the rules of a group (windows) or of a display name (netsh) allow, once their ports are as they should be.
function Get-Allowed([hashtable] $Query, [string] $Direction, [string] $Port) {
  $rules = @(Get-NetFirewallRule @Query -ErrorAction SilentlyContinue)
  foreach ($rule in $rules) {
    $ports = $rule | Get-NetFirewallPortFilter
    $side, $otherSide = if ($Direction -eq 'Outbound') { $ports.RemotePort, $ports.LocalPort } else { $ports.LocalPort, $ports.RemotePort }
    if ("$($rule.Enabled) $($rule.Action) $($rule.Direction) $($ports.Protocol) $side $otherSide" -ne "True Allow $Direction TCP $Port Any") {
      throw "$($rule.DisplayName) is not as it should be: $($rule.Enabled) $($rule.Action) $($rule.Direction) $($ports.Protocol) $side $otherSide"
    }
  }
  @($rules | Get-NetFirewallAddressFilter | ForEach-Object { $_.RemoteAddress } | ForEach-Object { ConvertTo-Range $_ } | Sort-Object -Unique)
}

# Runs an output and returns its exit code.
function Invoke-Output([string] $Path, [string[]] $Arguments = @()) {
  if ($Path -like '*.cmd') {
    $null = & $Path
    return $LASTEXITCODE
  }
  if ($StandIn) {
    $named = @{}
    foreach ($argument in $Arguments) { $named[$argument.TrimStart('-')] = $true }
    try { $null = & $Path @named 3>$null; return 0 } catch { return 1 }
  }
  $shell = (Get-Process -Id $PID).Path
  $ErrorActionPreference = 'Continue'
  $null = & $shell -NoProfile -NonInteractive -ExecutionPolicy Bypass -File $Path @Arguments 2>&1
  $LASTEXITCODE
}

function Test-Format([string] $Format, [string] $Extension, [scriptblock] $Query) {
  function Invoke-Week([string] $Week, [string[]] $Selection, [string] $Of) {
    $arguments = @('-s', (Join-Path $root $weeks[$Week]), '-f', $Format, '--name', $Of) + $Selection
    Invoke-Output (Invoke-Generate "run.$Extension" $arguments)
  }
  function Test-Rules([string] $What, [string] $Week, [string[]] $Selection, [string] $Of, [int] $Code) {
    $direction, $port = if ($Selection -contains '--for') { 'Inbound', '8443' } else { 'Outbound', '443' }
    $allowed = Get-Allowed (& $Query $Of) $direction $port
    $wanted = Get-Wanted $Week $Selection
    Test-That "${Format}: $What" ($Code -eq 0 -and "$allowed" -eq "$wanted" -and $wanted.Count -gt 0) "exit code $Code, has $allowed; wanted $wanted"
  }
  $code = Invoke-Week a $west $name
  Test-Rules 'first run' a $west $name $code
  $code = Invoke-Week a $west $name
  Test-Rules 'again' a $west $name $code
  $code = Invoke-Week b $west $name
  Test-Rules 'the other week' b $west $name $code
  $code = Invoke-Week b $north $other
  Test-Rules 'another name' b $north $other $code
  Test-Rules 'the first name beside it' b $west $name 0
  $code = Invoke-Week a $hook $name
  Test-Rules 'inbound' a $hook $name $code
  foreach ($of in $name, $other, $name) {
    $code = Invoke-Output (Invoke-Generate "remove.$Extension" @('--remove', '-f', $Format, '--name', $of))
    $ofName = & $Query $of
    Test-That "${Format}: $of removed" ($code -eq 0 -and @(Get-NetFirewallRule @ofName -ErrorAction SilentlyContinue).Count -eq 0) "exit code $code"
  }
}

function Test-PowerShellOnly {
  $output = Invoke-Generate 'run.ps1' (@('-s', (Join-Path $root $weeks.a), '-f', 'windows', '--name', $name) + $west)
  $code = Invoke-Output $output @('-WhatIf')
  Test-That 'windows: -WhatIf changes nothing' ($code -eq 0 -and @(Get-NetFirewallRule -Group $name -ErrorAction SilentlyContinue).Count -eq 0) "exit code $code"
  if (-not $StandIn) {
    $code = Invoke-Output $output @('-PolicyStore', 'acrfw.invalid\none')
    Test-That 'windows: a GPO that cannot be opened changes nothing' ($code -eq 1 -and @(Get-NetFirewallRule -Group $name -ErrorAction SilentlyContinue).Count -eq 0) "exit code $code"
  }
}

# Runs the launcher with variables of its own, and returns its exit code.
function Invoke-Launcher([string] $Launcher, [hashtable] $Environment, [string[]] $Arguments) {
  $before = @{ JAVA_HOME = $env:JAVA_HOME; PATH = $env:PATH }
  try {
    foreach ($key in $Environment.Keys) { Set-Item "Env:$key" $Environment[$key] }
    $ErrorActionPreference = 'Continue'
    $script:said = @(& $Launcher @Arguments 2>&1 | ForEach-Object { "$_" })
    $LASTEXITCODE
  }
  finally {
    foreach ($key in $before.Keys) { Set-Item "Env:$key" $before[$key] }
  }
}

function Test-Launcher {
  $folder = Join-Path $work 'a folder (x86)'
  Copy-Item -Recurse $dist $folder
  $launcher = Join-Path $folder 'bin\acrfw.cmd'
  $java = (Resolve-Path $env:JAVA_HOME).Path
  $system = "$env:SystemRoot\System32"
  $file = Join-Path $work 'tags 100% & (more) ^ !.json'
  Copy-Item (Join-Path $root $weeks.a) $file
  $homeOnly = @{ JAVA_HOME = $java; PATH = $system }
  $cases = @(
    @('JAVA_HOME', $homeOnly, @('--version'), 0, '^acrfw \d'),
    @('Java on the PATH', @{ JAVA_HOME = ''; PATH = "$java\bin;$system" }, @('--version'), 0, '^acrfw \d'),
    @('no Java', @{ JAVA_HOME = ''; PATH = $system }, @('--version'), 1, '^acrfw: error: no Java found: install Java 17'),
    @('a JAVA_HOME without Java', @{ JAVA_HOME = $work; PATH = $system }, @('--version'), 1, '^acrfw: error: no Java in JAVA_HOME'),
    @('a usage error', $homeOnly, @('generate', '--none'), 2, 'error'),
    @('a file that is not JSON', $homeOnly, @('tags', '-s', $launcher), 3, 'error'),
    @('a region that is unknown', $homeOnly, @('generate', '-s', $file, '-l', 'nowhere', '-f', 'list'), 4, 'error'),
    @('a file with an odd name', $homeOnly, @('generate', '-s', $file, '-l', 'westeurope', '-f', 'list'), 0, '192\.0\.2\.0/29')
  )
  foreach ($case in $cases) {
    $code = Invoke-Launcher $launcher $case[1] $case[2]
    Test-That "acrfw.cmd: $($case[0])" ($code -eq $case[3] -and ($said -join "`n") -match $case[4]) "exit code $code, said $said"
  }
}

Push-Location $root
try {
  Test-Format 'windows' 'ps1' { param($of) @{ Group = $of } }
  Test-PowerShellOnly
  if (-not $StandIn) {
    Test-Format 'netsh' 'cmd' { param($of) @{ DisplayName = $of } }
    Test-Launcher
  }
}
finally {
  Get-NetFirewallRule -ErrorAction SilentlyContinue |
    Where-Object { $_.Group -in $name, $other -or $_.DisplayName -in $name, $other, "${name}_new", "${other}_new" } |
    ForEach-Object { Remove-NetFirewallRule -Name $_.Name }
  Pop-Location
  Remove-Item -Recurse -Force $work
}
"$script:failed failed"
exit [int] ($script:failed -gt 0)
