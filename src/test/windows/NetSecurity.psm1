# Stand-ins for the commands of Windows' module NetSecurity, with their documented parameters and the
# scoping of a module's functions: as in Windows, a caller's preference variables do not reach them.
enum Enabled { True = 1; False = 2 }
enum GpoBoolean { False = 0; True = 1; NotConfigured = 2 }
enum Direction { Inbound = 1; Outbound = 2 }
enum Action { NotConfigured = 0; Allow = 2; Block = 4 }
[Flags()] enum Profile { Any = 0; Domain = 1; Private = 2; Public = 4; NotApplicable = 65535 }

$script:state = @{
  stores = @{ PersistentStore = [ordered]@{} }
  sessions = @{}
  journal = [System.Collections.Generic.List[string]]::new()
  fail = @{}          # verb -> index of the call that fails (1 = first)
  calls = @{}
  profiles = @()
  denied = $false     # Get fails (access denied, service stopped)
  observe = $null     # called after every change
}
function Get-StandIn { $script:state }
function Reset-StandIn {
  $script:state.stores = @{ PersistentStore = [ordered]@{} }
  $script:state.sessions = @{}; $script:state.journal.Clear(); $script:state.fail = @{}; $script:state.calls = @{}
  $script:state.denied = $false; $script:state.observe = $null
  $script:state.profiles = @('Domain', 'Private', 'Public' | ForEach-Object {
    [pscustomobject]@{ Name = $_; Enabled = [GpoBoolean]::True; DefaultInboundAction = [Action]::Block
      DefaultOutboundAction = [Action]::Block; AllowInboundRules = [GpoBoolean]::True
      AllowLocalFirewallRules = [GpoBoolean]::True } })
}
function Get-Store([string] $PolicyStore, [string] $GPOSession) {
  if ($GPOSession) {
    if (-not $script:state.sessions.ContainsKey($GPOSession)) { throw "no such session $GPOSession" }
    return $script:state.sessions[$GPOSession].rules
  }
  if (-not $PolicyStore) { $PolicyStore = 'PersistentStore' }
  if (-not $script:state.stores.ContainsKey($PolicyStore)) { $script:state.stores[$PolicyStore] = [ordered]@{} }
  $script:state.stores[$PolicyStore]
}
function Test-Fault([string] $Verb) {
  $script:state.calls[$Verb] = 1 + $script:state.calls[$Verb]
  $script:state.fail.ContainsKey($Verb) -and $script:state.calls[$Verb] -ge $script:state.fail[$Verb]
}
function New-Err([string] $Message, [string] $Id, $Category, $Target) {
  [System.Management.Automation.ErrorRecord]::new([Exception]::new($Message), $Id, $Category, $Target)
}
function New-NetFirewallRule {
  [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'Medium')]
  param([string] $PolicyStore, [string] $GPOSession, [string] $Name, [Parameter(Mandatory)] [string] $DisplayName,
    [string] $Description, [string] $Group, [Enabled] $Enabled, [Profile] $Profile, [string[]] $Platform,
    [Direction] $Direction, [Action] $Action, [string] $Owner, [string[]] $LocalAddress, [string[]] $RemoteAddress,
    [string] $Protocol, [string[]] $LocalPort, [string[]] $RemotePort, [string[]] $IcmpType, [string] $Program,
    [string] $Package, [string] $Service, [string[]] $InterfaceAlias, [string[]] $RemoteDynamicKeywordAddresses)
  $rules = Get-Store $PolicyStore $GPOSession
  if (-not $PSCmdlet.ShouldProcess($DisplayName, 'New-NetFirewallRule')) { return }
  if (Test-Fault 'New') { $PSCmdlet.WriteError((New-Err 'Access is denied.' 'Windows System Error 5,New-NetFirewallRule' 'PermissionDenied' $Name)); return }
  if (-not $Name) { $Name = [guid]::NewGuid().ToString() }
  if ($rules.Contains($Name)) { $PSCmdlet.WriteError((New-Err 'Cannot create a file when that file already exists.' 'Windows System Error 183,New-NetFirewallRule' 'InvalidOperation' $Name)); return }
  foreach ($a in $RemoteAddress) {
    $ip, $len, $rest = $a -split '/'
    $x = $null
    if ($rest -or -not [System.Net.IPAddress]::TryParse($ip, [ref] $x)) { $PSCmdlet.WriteError((New-Err "The address is invalid: $a" 'Windows System Error 87' 'InvalidArgument' $a)); return }
  }
  if (@($RemoteAddress).Count -gt 10000) { $PSCmdlet.WriteError((New-Err 'too many addresses' 'Windows System Error 87' 'InvalidArgument' $Name)); return }
  $rules[$Name] = [pscustomobject]@{ Name = $Name; DisplayName = $DisplayName; Group = $Group; Enabled = $Enabled; Profile = $Profile
    Direction = $Direction; Action = $Action; Protocol = $Protocol; LocalPort = $LocalPort; RemotePort = $RemotePort; RemoteAddress = $RemoteAddress }
  $script:state.journal.Add("new $Name")
  if ($script:state.observe) { & $script:state.observe $rules }
  $rules[$Name]
}
function Get-NetFirewallRule {
  [CmdletBinding(DefaultParameterSetName = 'GetAll')]
  param([Parameter(ParameterSetName = 'GetAll')] [switch] $All,
    [Parameter(ParameterSetName = 'ByName', Mandatory, Position = 0)] [string[]] $Name,
    [Parameter(ParameterSetName = 'ByDisplayName', Mandatory)] [string[]] $DisplayName,
    [Parameter(ParameterSetName = 'ByQuery')] [string[]] $Group,
    [Parameter(ParameterSetName = 'ByQuery')] [Enabled] $Enabled,
    [Parameter(ParameterSetName = 'ByQuery')] [Direction] $Direction,
    [Parameter(ParameterSetName = 'ByQuery')] [Action] $Action,
    [string] $PolicyStore, [string] $GPOSession, [switch] $TracePolicyStore)
  if ($PolicyStore -eq 'ActiveStore') { $PolicyStore = 'PersistentStore' }
  if ($script:state.denied) { $PSCmdlet.WriteError((New-Err 'There are no more endpoints available from the endpoint mapper.' 'Windows System Error 1753,Get-NetFirewallRule' 'NotSpecified' 'MSFT_NetFirewallRule')); return }
  $rules = Get-Store $PolicyStore $GPOSession
  $want = switch ($PSCmdlet.ParameterSetName) { ByName { $Name } ByDisplayName { $DisplayName } ByQuery { $Group } default { $null } }
  $property = switch ($PSCmdlet.ParameterSetName) { ByName { 'Name' } ByDisplayName { 'DisplayName' } ByQuery { 'Group' } default { $null } }
  if (-not $property) { return @($rules.Values) }
  if ($property -eq 'Group' -and -not $Group) {
    $found = @($rules.Values | Where-Object { (-not $PSBoundParameters.ContainsKey('Enabled') -or $_.Enabled -eq $Enabled) -and (-not $PSBoundParameters.ContainsKey('Direction') -or $_.Direction -eq $Direction) -and (-not $PSBoundParameters.ContainsKey('Action') -or $_.Action -eq $Action) })
    if ($found.Count -eq 0) { $PSCmdlet.WriteError((New-Err "No MSFT_NetFirewallRule objects found with the given properties." 'CmdletizationQuery_NotFound,Get-NetFirewallRule' 'ObjectNotFound' $null)) }
    return $found
  }
  foreach ($w in $want) {
    $found = @($rules.Values | Where-Object { $_.$property -like $w })
    if ($found.Count -eq 0 -and -not [WildcardPattern]::ContainsWildcardCharacters($w)) {
      $PSCmdlet.WriteError((New-Err "No MSFT_NetFirewallRule objects found with property '$property' equal to '$w'." 'CmdletizationQuery_NotFound,Get-NetFirewallRule' 'ObjectNotFound' $w))
    }
    $found
  }
}
function Remove-NetFirewallRule {
  [CmdletBinding(SupportsShouldProcess, DefaultParameterSetName = 'GetAll', ConfirmImpact = 'Medium')]
  param([Parameter(ParameterSetName = 'GetAll')] [switch] $All,
    [Parameter(ParameterSetName = 'ByName', Mandatory, Position = 0)] [string[]] $Name,
    [Parameter(ParameterSetName = 'ByQuery')] [string[]] $Group,
    [string] $PolicyStore, [string] $GPOSession)
  $rules = Get-Store $PolicyStore $GPOSession
  $gone = switch ($PSCmdlet.ParameterSetName) {
    ByName { @($rules.Values | Where-Object { $r = $_; @($Name | Where-Object { $r.Name -like $_ }).Count }) }
    ByQuery { @($rules.Values | Where-Object { $r = $_; @($Group | Where-Object { $r.Group -like $_ }).Count }) }
    default { @($rules.Values) } }
  if (@($gone).Count -eq 0) { $PSCmdlet.WriteError((New-Err "No MSFT_NetFirewallRule objects found" 'CmdletizationQuery_NotFound,Remove-NetFirewallRule' 'ObjectNotFound' $Name)); return }
  foreach ($r in $gone) {
    if (-not $PSCmdlet.ShouldProcess($r.DisplayName, 'Remove-NetFirewallRule')) { continue }
    if (Test-Fault 'Remove') { $PSCmdlet.WriteError((New-Err 'Access is denied.' 'Windows System Error 5,Remove-NetFirewallRule' 'PermissionDenied' $r.Name)); continue }
    $rules.Remove($r.Name)
    $script:state.journal.Add("remove $($r.Name)")
    if ($script:state.observe) { & $script:state.observe $rules }
  }
}
function Get-NetFirewallProfile {
  [CmdletBinding()] param([string[]] $Name, [switch] $All, [string] $PolicyStore, [string] $GPOSession)
  $script:state.profiles
}
function Get-NetFirewallAddressFilter {
  [CmdletBinding()] param([Parameter(Mandatory, ValueFromPipeline)] $AssociatedNetFirewallRule)
  process {
    # Windows prints IPv4 networks with masks.
    $addresses = @($AssociatedNetFirewallRule.RemoteAddress | ForEach-Object {
      $address, $length = $_ -split '/'
      if ($address -match ':' -or -not $length) { $_ }
      else {
        $mask = @(0..3 | ForEach-Object { $bits = [Math]::Min(8, [Math]::Max(0, [int] $length - 8 * $_)); 256 - [Math]::Pow(2, 8 - $bits) })
        "$address/$($mask -join '.')"
      } })
    [pscustomobject]@{ LocalAddress = 'Any'; RemoteAddress = $addresses }
  }
}
function Get-NetFirewallPortFilter {
  [CmdletBinding()] param([Parameter(Mandatory, ValueFromPipeline)] $AssociatedNetFirewallRule)
  process {
    $any = @{ LocalPort = 'Any'; RemotePort = 'Any' }
    foreach ($side in 'LocalPort', 'RemotePort') { if ($AssociatedNetFirewallRule.$side) { $any[$side] = $AssociatedNetFirewallRule.$side } }
    [pscustomobject]@{ Protocol = $AssociatedNetFirewallRule.Protocol; LocalPort = $any.LocalPort; RemotePort = $any.RemotePort }
  }
}
function Open-NetGPO {
  [CmdletBinding()] param([Parameter(Mandatory, Position = 0)] [string] $PolicyStore, [string] $DomainController)
  if (Test-Fault 'Open') { $PSCmdlet.WriteError((New-Err 'The specified domain either does not exist or could not be contacted.' 'Windows System Error 1355,Open-NetGPO' 'NotSpecified' $PolicyStore)); return }
  $id = [guid]::NewGuid().ToString()
  $copy = [ordered]@{}; foreach ($r in (Get-Store $PolicyStore '').GetEnumerator()) { $copy[$r.Key] = $r.Value }
  $script:state.sessions[$id] = @{ store = $PolicyStore; rules = $copy }
  $script:state.journal.Add("open $PolicyStore")
  $id
}
function Save-NetGPO {
  [CmdletBinding()] param([Parameter(Mandatory, Position = 0)] [string] $GPOSession)
  if (Test-Fault 'Save') { $PSCmdlet.WriteError((New-Err 'Access is denied.' 'Windows System Error 5,Save-NetGPO' 'PermissionDenied' $GPOSession)); return }
  $s = $script:state.sessions[$GPOSession]
  $script:state.stores[$s.store] = $s.rules
  $script:state.journal.Add("save $($s.store)")
}
Reset-StandIn
Export-ModuleMember -Function *-Net*, Get-StandIn, Reset-StandIn
