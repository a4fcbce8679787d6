@echo off
rem Starts acrfw with the Java of JAVA_HOME, or else of PATH. JAVA_OPTS is passed on.
setlocal
set "java=java.exe"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java.exe"
"%java%" -XX:TieredStopAtLevel=1 -XX:+UseG1GC -XX:ParallelGCThreads=1 -XX:-UsePerfData -Xshare:auto -Xlog:disable %JAVA_OPTS% -cp "%~dp0..\lib\acrfw.jar" dev.acrfw.Main %*
exit /b %ERRORLEVEL%
