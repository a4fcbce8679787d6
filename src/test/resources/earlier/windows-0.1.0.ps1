#Requires -Version 5.1
#Requires -RunAsAdministrator
[CmdletBinding(SupportsShouldProcess = $true)]
param([string] $PolicyStore)
& {
# Allow-rules for Azure Container Registry, written by acrfw. Do not edit.
# Command: acrfw generate --registry contoso --region westeurope --format windows
# Source: ServiceTags_Public.json, cloud Public, change number 7
# SHA-256: f1dcf2f8fbb04ff2da10b1e8b23480e9f2346bd322d869d877c30593fc4293ca
# Generator: acrfw 0.1.0
#
# Opens:
#   outbound tcp 443 AzureContainerRegistry.WestEurope for contoso.azurecr.io, azurecr.io: 8 IPv4 addresses, 1 IPv6 prefix
#   outbound tcp 443 Storage.WestEurope for *.blob.core.windows.net: 80 IPv4 addresses, 1 IPv6 prefix
#
# Apply: powershell -ExecutionPolicy Bypass -File FILE, as administrator.
#        -WhatIf shows what would change; -PolicyStore 'domain\GPO' writes to a GPO.
# Check: Get-NetFirewallRule -Group acrfw
# Boot:  nothing to do; Windows keeps the rules.
# Undo:  run what the same command with --remove instead of a selection writes.
    $group = 'acrfw'
    $outbound = $true
    $common = @{
      Group = $group
      Action = 'Allow'
      Enabled = 'True'
      Profile = 'Any'
      Protocol = 'TCP'
    }
    $rules = @(
      @{
        Name = 'acrfw-out-443-AzureContainerRegistry.WestEurope-ipv4-1-8ec387dbbd9b'
        DisplayName = 'acrfw-out-443-AzureContainerRegistry.WestEurope-ipv4-1'
        Direction = 'Outbound'
        RemotePort = @('443')
        RemoteAddress = @(
          '192.0.2.0/29'
        )
      }
      @{
        Name = 'acrfw-out-443-AzureContainerRegistry.WestEurope-ipv6-1-83d2e13b3996'
        DisplayName = 'acrfw-out-443-AzureContainerRegistry.WestEurope-ipv6-1'
        Direction = 'Outbound'
        RemotePort = @('443')
        RemoteAddress = @(
          '2001:db8:0:1::/64'
        )
      }
      @{
        Name = 'acrfw-out-443-Storage.WestEurope-ipv4-1-620133e8900a'
        DisplayName = 'acrfw-out-443-Storage.WestEurope-ipv4-1'
        Direction = 'Outbound'
        RemotePort = @('443')
        RemoteAddress = @(
          '198.51.100.64/26'
          '198.51.100.128/28'
        )
      }
      @{
        Name = 'acrfw-out-443-Storage.WestEurope-ipv6-1-9f930381aa64'
        DisplayName = 'acrfw-out-443-Storage.WestEurope-ipv6-1'
        Direction = 'Outbound'
        RemotePort = @('443')
        RemoteAddress = @(
          '2001:db8:1:8::/62'
        )
      }
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
