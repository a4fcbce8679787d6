package dev.acrfw.render.windows;

/**
 * What a script for Windows PowerShell 5.1 does with the rules that it lists.
 *
 * <p>The firewall's commands are functions of a module, and a module's functions do not see the
 * preferences of their caller. So each of them gets {@code @stop}, and each that changes something
 * {@code @ask}. The names and types used are those that Constrained Language Mode allows.
 */
final class WindowsScript {
  /** From here on a failure stops the script, whatever the caller's preferences are. */
  private static final String PREFERENCES =
      """
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
      """;

  private static final String WARNINGS =
      """
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
      """;

  private static final String READ =
      """

          $doing = 'reading the rules'
          $had = Get-Own
          $wanted = @{}
      """;

  private static final String ADD =
      """
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
      """;

  private static final String REMOVE =
      """
          foreach ($name in @($had.Keys)) {
            if ($wanted.ContainsKey($name)) { continue }
            if ($direct) { $state = 'only rules of earlier outputs were removed: run this again' }
            $doing = "removing $name"
            Write-Verbose $doing
            Remove-NetFirewallRule -Name $name @store @stop @ask
          }
      """;

  private static final String FINISH =
      """
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
          $why = "$_" -replace '\\s+', ' ' -replace '[. ]+$'
          throw "acrfw: error: ${doing}: $why; $state"
        }
      """;

  /** What follows a list of rules that are wanted. */
  static final String REPLACE = PREFERENCES + WARNINGS + READ + ADD + REMOVE + FINISH;

  /** What takes all rules of the group's name away. */
  static final String TAKE_AWAY = PREFERENCES + READ + REMOVE + FINISH;

  private WindowsScript() {}
}
