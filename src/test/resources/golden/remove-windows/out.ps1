#Requires -Version 5.1
#Requires -RunAsAdministrator
[CmdletBinding(SupportsShouldProcess = $true)]
param([string] $PolicyStore)
& {
# Takes away what acrfw's earlier outputs of this name made. Do not edit.
# Command: acrfw generate --remove --format windows
# Generator: acrfw 0.1.0
#
# Apply: powershell -ExecutionPolicy Bypass -File FILE, as administrator.
#        -WhatIf shows what would change; -PolicyStore 'domain\GPO' writes to a GPO.
# Check: Get-NetFirewallRule -Group acrfw
    $group = 'acrfw'
    $outbound = $false
    $common = @{
      Group = $group
      Action = 'Allow'
      Enabled = 'True'
      Profile = 'Any'
      Protocol = 'TCP'
    }
    $rules = @(
    )
    Set-StrictMode -Version Latest
    $ErrorActionPreference = 'Stop'
    $store = @{}
    if ($PolicyStore) {
      $store = @{ GPOSession = Open-NetGPO -PolicyStore $PolicyStore }
    } else {
      foreach ($p in @(Get-NetFirewallProfile -PolicyStore ActiveStore)) {
        if ($p.AllowLocalFirewallRules -eq 'False') {
          Write-Warning "profile $($p.Name): a policy ignores local rules; use -PolicyStore"
        }
        if ($p.DefaultOutboundAction -ne 'Block' -and $outbound) {
          Write-Warning "profile $($p.Name): outbound is allowed anyway; rules change nothing"
        }
      }
    }
    $had = @(Get-NetFirewallRule -Group $group @store -ErrorAction SilentlyContinue)
    $hadNames = @($had | ForEach-Object { $_.Name })
    foreach ($rule in $rules) {
      if ($hadNames -notcontains $rule.Name) {
        [void](New-NetFirewallRule @rule @common @store -WhatIf:$WhatIfPreference)
      }
    }
    $names = @($rules | ForEach-Object { $_.Name })
    foreach ($name in $hadNames) {
      if ($names -notcontains $name) {
        Remove-NetFirewallRule -Name $name @store -WhatIf:$WhatIfPreference
      }
    }
    if ($PolicyStore -and -not $WhatIfPreference) {
      Save-NetGPO @store
    }
}
