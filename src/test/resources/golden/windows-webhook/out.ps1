#Requires -Version 5.1
#Requires -RunAsAdministrator
[CmdletBinding(SupportsShouldProcess = $true)]
param([string] $PolicyStore)
# Allow-rules for Azure Container Registry, written by acrfw. Do not edit.
# Command: acrfw generate --region westeurope --for webhook:8443 --format windows
# Source: ServiceTags_Public.json, cloud Public, change number 7
# SHA-256: 6311e1cf9d17492c369d2be7055605cb5d26126d30dccdda76dd1204ba9ad956
# Generator: acrfw 0.1.0
# Holds: AzureContainerRegistry.WestEurope IPv4 8 IPv6 18446744073709551616
#
# Opens:
#   inbound tcp 8443 AzureContainerRegistry.WestEurope: 8 IPv4 addresses, 1 IPv6 prefix
# Note: webhook: the endpoint must be publicly reachable and must authenticate its caller (a secret header), for any tenant's webhooks come from these addresses; a geo-replicated registry has a webhook for each replica's region, so name all of them
# Note: regions: some addresses of the global tags are in no region, and no --region opens them; 'acrfw endpoints' counts them
#
# Apply: powershell -ExecutionPolicy Bypass -File FILE, as administrator.
#        -WhatIf shows what would change; -PolicyStore 'domain\GPO' writes to a GPO.
# Check: Get-NetFirewallRule -Group acrfw
# Boot:  nothing to do; Windows keeps the rules.
# Undo:  run what the same command with --remove instead of a selection writes.
end {
  $group = 'acrfw'
  $inbound = $true
  $outbound = $false
  $common = @{
    Group = $group
    Action = 'Allow'
    Enabled = 'True'
    Profile = 'Any'
    Protocol = 'TCP'
  }
  $rules = @(
    @{
      Name = 'acrfw-in-8443-AzureContainerRegistry.WestEurope-ipv4-1-e43831efa1cf'
      DisplayName = 'acrfw-in-8443-AzureContainerRegistry.WestEurope-ipv4-1'
      Direction = 'Inbound'
      LocalPort = @('8443')
      RemoteAddress = @(
        '192.0.2.0/29'
      )
    }
    @{
      Name = 'acrfw-in-8443-AzureContainerRegistry.WestEurope-ipv6-1-e4d24d0663b7'
      DisplayName = 'acrfw-in-8443-AzureContainerRegistry.WestEurope-ipv6-1'
      Direction = 'Inbound'
      LocalPort = @('8443')
      RemoteAddress = @(
        '2001:db8:0:1::/64'
      )
    }
  )

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
    else {
      $doing = 'reading the profiles'
      foreach ($p in Get-NetFirewallProfile -PolicyStore ActiveStore @stop) {
        if ($p.Enabled -eq 'False') {
          Write-Warning "profile $($p.Name): the firewall is off; rules change nothing"
          continue
        }
        if ($p.AllowLocalFirewallRules -eq 'False') {
          Write-Warning "profile $($p.Name): a policy ignores local rules; use -PolicyStore"
        }
        if ($outbound -and $p.DefaultOutboundAction -ne 'Block') {
          Write-Warning "profile $($p.Name): outbound is allowed anyway; rules change nothing"
        }
        if ($inbound -and $p.AllowInboundRules -eq 'False') {
          Write-Warning "profile $($p.Name): all inbound is blocked; rules change nothing"
        }
        elseif ($inbound -and $p.DefaultInboundAction -eq 'Allow') {
          Write-Warning "profile $($p.Name): inbound is allowed anyway; rules change nothing"
        }
      }
      if ($outbound) {
        $doing = 'reading the rules that block'
        $block = @(Find-Rule @{
            PolicyStore = 'ActiveStore'; Direction = 'Outbound'; Action = 'Block'; Enabled = 'True'
          } | Where-Object { -not (Test-Own $_) })
        if ($block.Count -gt 0) {
          $names = @($block | Select-Object -First 3 | ForEach-Object { $_.DisplayName }) -join ', '
          Write-Warning "outbound block rules beat allow rules ($($block.Count) in force): $names"
        }
      }
    }

    $doing = 'reading the rules'
    $had = Get-Own
    $wanted = @{}
    foreach ($rule in $rules) {
      $wanted[$rule.Name] = Get-State ($rule + $common)
    }
    foreach ($rule in $rules) {
      if ($had[$rule.Name] -eq $wanted[$rule.Name]) { continue }
      if ($direct) { $state = 'what was allowed is still allowed: run this again' }
      if ($had.ContainsKey($rule.Name)) {
        # Somebody switched it off, or turned it to Block, or around.
        $doing = "replacing $($rule.Name)"
        Write-Verbose $doing
        Remove-NetFirewallRule -Name $rule.Name @store @stop @ask
      }
      $doing = "adding $($rule.Name)"
      Write-Verbose $doing
      $null = New-NetFirewallRule @rule @common @store @stop @ask
    }
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
