@echo off
goto main
rem Takes away what acrfw's earlier outputs of this name made. Do not edit.
rem Command: acrfw generate --remove --format netsh
rem Generator: acrfw 0.1.0
rem
rem Apply: run it as administrator. Safe to repeat.
rem Check: netsh advfirewall firewall show rule name=acrfw

:apply
fltmc >nul 2>&1
if errorlevel 1 (
  echo acrfw: error: this needs an administrator, so nothing was changed 1>&2
  exit /b 1
)
netsh advfirewall firewall add rule name=acrfw_new dir=out action=allow enable=no protocol=TCP remoteip=192.0.2.1 >nul
if errorlevel 1 goto unchanged
netsh advfirewall firewall delete rule name=acrfw >nul
netsh advfirewall firewall show rule name=acrfw >nul
if not errorlevel 1 goto kept
netsh advfirewall firewall delete rule name=acrfw_new >nul
if errorlevel 1 goto left
exit /b 0

:unchanged
echo acrfw: error: netsh refused, so nothing was removed: run this again 1>&2
exit /b 1

:kept
echo acrfw: error: netsh refused; rules named acrfw are still there: run this again 1>&2
exit /b 1

:left
echo acrfw: error: netsh refused; rules named acrfw_new are still there: run this again 1>&2
exit /b 1

:main
call :apply
