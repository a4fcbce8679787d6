#Requires -Version 5.1
#Requires -RunAsAdministrator
[CmdletBinding(SupportsShouldProcess = $true)]
param([string] $PolicyStore)
# Takes away what acrfw's earlier outputs of this name made. Do not edit.
# Command: acrfw generate --remove --format windows
# Generator: acrfw 0.1.0
#
# Apply: powershell -ExecutionPolicy Bypass -File FILE, as administrator.
#        -WhatIf shows what would change; -PolicyStore 'domain\GPO' writes to a GPO.
# Check: Get-NetFirewallRule -Group acrfw
end {
  $group = 'acrfw'

  Set-StrictMode -Version Latest
  $ErrorActionPreference = 'Stop'
  # The firewall's commands are functions of a module, which does not see these preferences.
  $stop = @{ ErrorAction = 'Stop' }
  $ask = @{
    WhatIf = [bool] $WhatIfPreference
    Confirm = @('Low', 'Medium') -contains $ConfirmPreference
  }
  # A GPO changes when it is saved, not before.
  $direct = -not $PolicyStore -and -not $WhatIfPreference
  $store = @{}

  function Find-Rule([hashtable] $Query) {
    try { Get-NetFirewallRule @Query @stop }
    catch { if ($_.CategoryInfo.Category -ne 'ObjectNotFound') { throw } }
  }
  function Test-Own($Rule) {
    $Rule.Name -like "$group-in-*" -or $Rule.Name -like "$group-out-*"
  }
  function Get-State($Rule) {
    "$($Rule.Name) $($Rule.Enabled) $($Rule.Action) $($Rule.Direction)"
  }
  function Get-Own {
    $own = @{}
    foreach ($rule in @(Find-Rule (@{ Group = $group } + $store))) {
      if (Test-Own $rule) { $own[$rule.Name] = Get-State $rule }
    }
    $own
  }

  $doing = 'looking for the commands of the firewall'
  $state = 'nothing was changed'
  try {
    # Where the command is missing, that is "not found" as well.
    $null = Get-Command -Name Get-NetFirewallRule @stop
    if ($PolicyStore) {
      $doing = "opening $PolicyStore"
      $store = @{ GPOSession = Open-NetGPO -PolicyStore $PolicyStore @stop }
      if (-not $store.GPOSession) { throw 'it has no session' }
    }

    $doing = 'reading the rules'
    $had = Get-Own
    $wanted = @{}
    foreach ($name in @($had.Keys)) {
      if ($wanted.ContainsKey($name)) { continue }
      if ($direct) { $state = 'only rules of earlier outputs were removed: run this again' }
      $doing = "removing $name"
      Write-Verbose $doing
      Remove-NetFirewallRule -Name $name @store @stop @ask
    }
    if (-not $WhatIfPreference) {
      $doing = 'reading the rules again'
      $have = Get-Own
      $missing = @($wanted.Keys | Where-Object { $have[$_] -ne $wanted[$_] })
      $left = @($have.Keys | Where-Object { -not $wanted.ContainsKey($_) })
      if ($missing.Count + $left.Count -gt 0) {
        $difference = "missing: $($missing.Count) of $($wanted.Count) rules, too many: $($left.Count)"
        if ($ask.Confirm) {
          Write-Warning $difference
        }
        else {
          if ($direct) { $state = 'something else changes the rules: run this again' }
          throw $difference
        }
      }
      $before = @($had.Values | Sort-Object) -join ' '
      $after = @($have.Values | Sort-Object) -join ' '
      if ($PolicyStore -and $before -ne $after) {
        $doing = "saving $PolicyStore"
        Write-Verbose $doing
        Save-NetGPO @store @stop
      }
      Write-Verbose "${group}: $($have.Count) rules"
    }
  }
  catch {
    $why = "$_" -replace '\s+', ' ' -replace '[. ]+$'
    throw "acrfw: error: ${doing}: $why; $state"
  }
}
