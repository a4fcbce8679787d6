@echo off
goto main
rem Takes away what acrfw's earlier outputs of this name made. Do not edit.
rem Command: acrfw generate --remove --format netsh
rem Generator: acrfw 0.1.0
rem
rem Apply: run it as administrator. Safe to repeat.
rem Check: netsh advfirewall firewall show rule name=acrfw

:apply
net session >nul 2>&1
if errorlevel 1 (
  echo acrfw: error: this needs an administrator, so nothing was changed 1>&2
  exit /b 1
)
netsh advfirewall firewall delete rule name=acrfw >nul
netsh advfirewall firewall delete rule name=acrfw_new >nul
exit /b 0

:failed
echo acrfw: error: netsh refused a rule; the rules that were there are still there 1>&2
exit /b 1

:main
call :apply
