@echo off
rem Starts acrfw with the Java of JAVA_HOME, or else of PATH. JAVA_OPTS is passed on.
setlocal
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
