# Runs PowerShell outputs on the stand-ins of NetSecurity.psm1 and compares what they leave with the lists:
# once, again, updated, switched, removed, in a GPO, with -WhatIf, each command failing, altered by hand, cut off.
# Usage: pwsh -NoProfile -NonInteractive -File Test-Outputs.ps1 -Dir FOLDER
# Exits with 1 if a check failed.
# FOLDER holds, from two weekly files a and b: west-a.ps1 west-b.ps1 all.ps1 iot.ps1 hook.ps1 (--for webhook:8443)
# v4.ps1 (--name other) remove.ps1 remove-other.ps1 and the same commands' lists list-a.txt list-b.txt list-all.txt list-hook.txt.
param([string] $Dir = $PSScriptRoot)
$WarningPreference = 'Continue'
Import-Module (Join-Path $PSScriptRoot NetSecurity.psm1) -Force
$pass = 0; $fail = 0
function Check([string] $what, [bool] $ok, [string] $more = '') {
  if ($ok) { $script:pass++; "ok    $what" } else { $script:fail++; "FAIL  $what $more" }
}
function Run([string] $file, [hashtable] $arguments = @{}) {
  $script:stopped = $null; $script:out = @()
  try { $script:out = @(& (Join-Path $Dir $file) @arguments 3>&1 2>&1) } catch { $script:stopped = $_ }
}
function Want([string] $file) { @(Get-Content (Join-Path $Dir $file) | ForEach-Object { ($_ -split '#')[0].Trim() } | Where-Object { $_ -and $_ -match '/|^\S+$' } ) }
function Norm($a) { @($a | ForEach-Object { if ($_ -match '/') { $_ } elseif ($_ -match ':') { "$_/128" } else { "$_/32" } } | Sort-Object -Unique) }
function Have([string] $group = 'acrfw', $rules = (Get-StandIn).stores.PersistentStore) { Norm @($rules.Values | Where-Object Group -eq $group | ForEach-Object RemoteAddress) }
function Same($a, $b) { -not (Compare-Object @($a) @($b)) -and @($a).Count -eq @($b).Count }
# What it said when it stopped: one sentence on one line, with what is true of the rules.
function Said([string] $pattern) { $null -ne $stopped -and "$stopped" -match '^acrfw: error: [^\n]+$' -and "$stopped" -match $pattern }
function Snap { @((Get-StandIn).stores.PersistentStore.Keys) -join ',' }

$A = Norm (Want list-a.txt); $B = Norm (Want list-b.txt); $All = Norm (Want list-all.txt); $H = Norm (Want list-hook.txt)
"lists: $($A.Count) $($B.Count) $($All.Count) $($H.Count)"

Reset-StandIn; Run west-a.ps1
Check 'first run makes exactly the list' (Same (Have) $A)
Check 'first run silent' ($out.Count -eq 0) "$out"
Check 'every rule: out, tcp, allow, 443 remote, no local port' (@((Get-StandIn).stores.PersistentStore.Values | Where-Object { "$($_.Direction)" -ne 'Outbound' -or $_.Protocol -ne 'TCP' -or "$($_.Action)" -ne 'Allow' -or "$($_.RemotePort)" -ne '443' -or $_.LocalPort -or "$($_.Enabled)" -ne 'True' }).Count -eq 0)
$s = Snap; (Get-StandIn).journal.Clear(); Run west-a.ps1
Check 'second run changes nothing' ((Snap) -eq $s -and (Get-StandIn).journal.Count -eq 0)

# update, never a gap: everything in both lists is allowed at every moment
$both = @($A | Where-Object { $B -contains $_ }); $script:gaps = 0
(Get-StandIn).observe = { param($rules) $h = @{}; foreach ($r in $rules.Values) { foreach ($a in $r.RemoteAddress) { $h[$a] = 1 } }; foreach ($x in $both) { if (-not ($h.ContainsKey($x) -or $h.ContainsKey(($x -replace '/32$|/128$', '')))) { $script:gaps++ } } }
Run west-b.ps1
Check 'update a to b: exactly b' (Same (Have) $B)
Check 'update a to b: no gap' ($gaps -eq 0) "$gaps"
(Get-StandIn).observe = $null
foreach ($step in @(@('all.ps1', $All), @('hook.ps1', $H), @('west-a.ps1', $A))) { Run $step[0]; Check "switch to $($step[0])" (Same (Have) $step[1]) }
Run iot.ps1; Check 'switch to iot runs' ($null -eq $stopped -and (Have).Count -gt 0)
Run hook.ps1
Check 'hook: inbound, local port 8443, no remote port' (@((Get-StandIn).stores.PersistentStore.Values | Where-Object { "$($_.Direction)" -ne 'Inbound' -or "$($_.LocalPort)" -ne '8443' -or $_.RemotePort }).Count -eq 0)

# two names
Reset-StandIn; Run west-a.ps1; Run v4.ps1; $o = Have 'acrfw-other'; if (-not $o) { $o = @((Get-StandIn).stores.PersistentStore.Values | Where-Object Group -ne 'acrfw' | ForEach-Object RemoteAddress) }
Check 'two names side by side' ((Same (Have) $A) -and @($o).Count -gt 0)
"groups: $(@((Get-StandIn).stores.PersistentStore.Values | ForEach-Object Group | Sort-Object -Unique) -join ' ')"
Run remove.ps1
Check 'remove takes only its own' ((Have).Count -eq 0 -and (Get-StandIn).stores.PersistentStore.Count -gt 0)
Run remove.ps1
Check 'remove twice' ($null -eq $stopped)
Run remove-other.ps1
Check 'remove other' ((Get-StandIn).stores.PersistentStore.Count -eq 0)

# what an administrator made is left alone
Reset-StandIn; [void](New-NetFirewallRule -Name mine -DisplayName mine -Group acrfw2 -Direction Outbound -Action Allow -RemoteAddress 10.0.0.1 -Protocol TCP -RemotePort 443)
[void](New-NetFirewallRule -Name none -DisplayName none -Direction Outbound -Action Allow -RemoteAddress 10.0.0.2 -Protocol TCP -RemotePort 443)
Run west-a.ps1; Run remove.ps1
Check 'others rules stay' ((Snap) -eq 'mine,none') (Snap)

# WhatIf
Reset-StandIn; Run west-a.ps1; $s = Snap; (Get-StandIn).journal.Clear(); Run west-b.ps1 @{ WhatIf = $true }
Check 'WhatIf changes nothing' ((Snap) -eq $s -and (Get-StandIn).journal.Count -eq 0)
Run west-b.ps1 @{ WhatIf = $true; PolicyStore = 'contoso.com\Edge' }
Check 'WhatIf with a GPO saves nothing' (@((Get-StandIn).journal | Where-Object { $_ -like 'save*' }).Count -eq 0)

# GPO
Reset-StandIn; Run west-a.ps1 @{ PolicyStore = 'contoso.com\Edge' }
Check 'GPO: opened and saved once, rules in it, none local' ((Get-StandIn).journal[0] -eq 'open contoso.com\Edge' -and (Get-StandIn).journal[-1] -eq 'save contoso.com\Edge' -and (Get-StandIn).stores.PersistentStore.Count -eq 0 -and (Same (Have acrfw (Get-StandIn).stores['contoso.com\Edge']) $A))
Run west-b.ps1 @{ PolicyStore = 'contoso.com\Edge' }
Check 'GPO: update' (Same (Have acrfw (Get-StandIn).stores['contoso.com\Edge']) $B)
Run remove.ps1 @{ PolicyStore = 'contoso.com\Edge' }
Check 'GPO: remove' ((Get-StandIn).stores['contoso.com\Edge'].Count -eq 0)

# faults
foreach ($n in 1..2) {
  Reset-StandIn; Run west-a.ps1; (Get-StandIn).calls = @{}; (Get-StandIn).fail = @{ New = $n }; Run west-b.ps1
  Check "New fails at call $n`: stops with an error" ($null -ne $stopped) "went on; out: $(@($out).Count) lines"
  Check "New fails at call $n`: one sentence" (Said 'adding acrfw-out-.*: Access is denied; what was allowed is still allowed: run this again$') "$stopped"
  Check "New fails at call $n`: everything allowed before is still allowed" (@($A | Where-Object { (Have) -notcontains $_ }).Count -eq 0) "lost $(@($A | Where-Object { (Have) -notcontains $_ }).Count) of $($A.Count)"
}
Reset-StandIn; Run west-a.ps1; (Get-StandIn).calls = @{}; (Get-StandIn).fail = @{ Remove = 1 }; Run west-b.ps1
Check 'Remove fails: stops with an error' ($null -ne $stopped)
Check 'Remove fails: one sentence, and all new rules are there' ((Said 'removing acrfw-out-.*; only rules of earlier outputs were removed') -and @($B | Where-Object { (Have) -notcontains $_ }).Count -eq 0) "$stopped"
(Get-StandIn).fail = @{}; Run west-b.ps1
Check 'Remove failed: the next run heals' (Same (Have) $B)
# a caller that silences errors changes nothing about that
Reset-StandIn; Run west-a.ps1; (Get-StandIn).calls = @{}; (Get-StandIn).fail = @{ New = 1 }
try { & { $ErrorActionPreference = 'SilentlyContinue'; & (Join-Path $Dir west-b.ps1) } } catch { $null = $_ }
Check 'New fails under a caller that silences errors: everything allowed before is still allowed' (@($A | Where-Object { (Have) -notcontains $_ }).Count -eq 0)
Reset-StandIn; Run west-a.ps1; $s = Snap; (Get-StandIn).denied = $true; Run west-b.ps1
Check 'Get fails (service stopped): stops, nothing changed' ($null -ne $stopped -and (Snap) -eq $s) "stopped=$($null -ne $stopped) rules=$((Get-StandIn).stores.PersistentStore.Count)"
(Get-StandIn).denied = $true; Run remove.ps1
Check 'remove while Get fails: says so' (Said 'reading the rules: .*; nothing was changed$') "$stopped"
Reset-StandIn; Run west-a.ps1; (Get-StandIn).fail = @{ Open = 1 }; $s = Snap; Run west-b.ps1 @{ PolicyStore = 'contoso.com\Edge' }
Check 'Open-NetGPO fails: stops, local rules untouched' ($null -ne $stopped -and (Snap) -eq $s) "stopped=$($null -ne $stopped) local=$((Snap) -ne $s)"
Reset-StandIn; (Get-StandIn).fail = @{ Save = 1 }; Run west-b.ps1 @{ PolicyStore = 'contoso.com\Edge' }
Check 'Save-NetGPO fails: stops with an error' (Said 'saving contoso.com\\Edge: .*; nothing was changed$') "$stopped"

# profiles
Reset-StandIn; (Get-StandIn).profiles[0].DefaultOutboundAction = 'Allow'; Run west-a.ps1
Check 'outbound allowed: a warning' (@($out | Where-Object { "$_" -match 'outbound' }).Count -eq 1)
Reset-StandIn; (Get-StandIn).profiles[1].AllowLocalFirewallRules = 'False'; Run west-a.ps1
Check 'policy ignores local rules: a warning' (@($out).Count -eq 1)
Reset-StandIn; (Get-StandIn).profiles[1].Enabled = 'False'; Run west-a.ps1
Check 'profile switched off: a warning' (@($out).Count -ge 1)
Reset-StandIn; (Get-StandIn).profiles[1].AllowInboundRules = 'False'; Run hook.ps1
Check 'all inbound blocked, allow rules ignored: a warning' (@($out).Count -ge 1)
Reset-StandIn; (Get-StandIn).profiles[1].DefaultInboundAction = 'Allow'; Run hook.ps1
Check 'inbound allowed by default: a warning' (@($out).Count -ge 1)
Reset-StandIn; (Get-StandIn).profiles = @('Domain','Private','Public' | ForEach-Object { [pscustomobject]@{ Name=$_; Enabled='True'; DefaultInboundAction='NotConfigured'; DefaultOutboundAction='NotConfigured'; AllowInboundRules='NotConfigured'; AllowLocalFirewallRules='NotConfigured' } }); Run west-a.ps1
Check 'NotConfigured profiles run' ($null -eq $stopped)
Reset-StandIn; [void](New-NetFirewallRule -Name blk -DisplayName 'Block Storage' -Enabled True -Direction Outbound -Action Block -RemoteAddress 20.60.0.0/16 -Protocol TCP -RemotePort 443); Run west-a.ps1
Check 'a block rule beats allow rules: a warning' (@($out).Count -ge 1)

# a rule of ours that was switched off or altered by hand
Reset-StandIn; Run west-a.ps1; $r = @((Get-StandIn).stores.PersistentStore.Values)[0]; $r.Enabled = 'False'; Run west-a.ps1
Check 'a rule switched off by hand is switched on again (or said)' ("$(@((Get-StandIn).stores.PersistentStore.Values)[0].Enabled)" -eq 'True' -or @($out).Count -gt 0)
Reset-StandIn; Run west-a.ps1; $r = @((Get-StandIn).stores.PersistentStore.Values)[0]; $r.Action = 'Block'; Run west-a.ps1
Check 'a rule turned to Block by hand is put right (or said)' ("$(@((Get-StandIn).stores.PersistentStore.Values)[0].Action)" -eq 'Allow' -or @($out).Count -gt 0)

Check 'it is not called a block rule of somebody else' ($out.Count -eq 0) "$out"

# somebody else's rule in the group stays
Reset-StandIn; [void](New-NetFirewallRule -Name mine -DisplayName mine -Group acrfw -Direction Outbound -Action Allow -RemoteAddress 10.0.0.1 -Protocol TCP -RemotePort 443)
Run west-a.ps1; Run remove.ps1
Check 'a rule that somebody made in the same group stays' ((Snap) -eq 'mine') (Snap)

# something else takes rules away meanwhile
Reset-StandIn; (Get-StandIn).observe = { param($rules) if ($rules.Count -eq 3) { $rules.RemoveAt(0) } }; Run west-a.ps1
Check 'rules that vanish meanwhile are noticed' ($null -ne $stopped) "$((Get-StandIn).stores.PersistentStore.Count) of 4 rules left, silent"
# nothing to change in a GPO: not saved again
Reset-StandIn; Run west-a.ps1 @{ PolicyStore = 'contoso.com\Edge' }; (Get-StandIn).journal.Clear(); Run west-a.ps1 @{ PolicyStore = 'contoso.com\Edge' }
Check 'GPO: nothing to change, nothing saved' (@((Get-StandIn).journal | Where-Object { $_ -like 'save*' }).Count -eq 0)
# -Confirm asks
Reset-StandIn; Run west-a.ps1 @{ Confirm = $true }
Check '-Confirm asks before each change (no answer, no change)' ((Get-StandIn).stores.PersistentStore.Count -eq 0) "$((Get-StandIn).stores.PersistentStore.Count) rules made unasked"
# -Verbose
Reset-StandIn; $v = @(& (Join-Path $Dir west-a.ps1) -Verbose 4>&1); Check '-Verbose says what was done' ($v.Count -ge 1)

# truncated
$text = Get-Content (Join-Path $Dir west-a.ps1) -Raw; $bad = 0; $tried = 0
$lengths = @(1..60 | ForEach-Object { [int]($text.Length * $_ / 61) }) + @(2..400 | ForEach-Object { $text.Length - $_ })
foreach ($n in $lengths) { $f = Join-Path ([IO.Path]::GetTempPath()) "cut.ps1"; Set-Content -NoNewline -Path $f -Value $text.Substring(0, $n); Reset-StandIn
  try { [void](& $f 2>&1 3>&1) } catch { }; $tried++; if ((Get-StandIn).stores.PersistentStore.Count) { $bad++ } }
Check "truncated at $tried places does nothing" ($bad -eq 0) "$bad"

# how a process ends, and Constrained Language Mode
$module = Join-Path $PSScriptRoot NetSecurity.psm1
$wrapper = Join-Path ([IO.Path]::GetTempPath()) 'acrfw-wrapper.ps1'
function Start-Wrapper([string[]] $lines) {
  Set-Content -Path $wrapper -Value (@("Import-Module '$module'") + $lines)
  $script:said = @(& (Get-Process -Id $PID).Path -NoProfile -NonInteractive -File $wrapper 2>&1)
  $script:code = $LASTEXITCODE
}
Start-Wrapper "& '$(Join-Path $Dir west-a.ps1)'", '(Get-StandIn).stores.PersistentStore.Count'
Check 'a process that succeeds ends with 0' ($code -eq 0 -and $said.Count -eq 1) "$code $said"
$count = "$said"
Start-Wrapper '(Get-StandIn).fail = @{ New = 2 }', "& '$(Join-Path $Dir west-a.ps1)'"
Check 'a process that stops ends with 1' ($code -eq 1 -and "$said" -match 'acrfw: error: ') "$code $said"
Start-Wrapper '$ExecutionContext.SessionState.LanguageMode = "ConstrainedLanguage"', "& '$(Join-Path $Dir west-a.ps1)'", '(Get-StandIn).stores.PersistentStore.Count'
Check 'Constrained Language Mode' ($code -eq 0 -and "$said" -eq $count) "$code $said"
Remove-Item $wrapper
"$pass passed, $fail failed"
exit [int] ($fail -gt 0)
