@echo off
rem Starts acrfw with its own Java where it has one, or else that of JAVA_HOME, or of PATH. JAVA_OPTS is passed on.
setlocal
set "java=%~dp0..\runtime\bin\java.exe"
if exist "%java%" goto start
if defined JAVA_HOME goto home
for %%j in (java.exe) do set "java=%%~$PATH:j"
if defined java goto start
echo acrfw: error: no Java found: install Java 17 or newer, or set JAVA_HOME 1>&2
exit /b 1

:home
rem Some set it with quotes.
set "home=%JAVA_HOME:"=%"
set "java=%home%\bin\java.exe"
if exist "%java%" goto start
echo acrfw: error: no Java in JAVA_HOME ("%home%"): install Java 17 or newer, or set JAVA_HOME to it 1>&2
exit /b 1

:start
"%java%" -XX:+UnlockDiagnosticVMOptions -XX:+DisplayVMOutputToStderr -XX:TieredStopAtLevel=1 -XX:+UseG1GC -XX:ParallelGCThreads=1 -XX:-UsePerfData -Xshare:auto -Xlog:disable %JAVA_OPTS% -cp "%~dp0..\lib\acrfw.jar" dev.acrfw.Main %*
exit /b %ERRORLEVEL%
