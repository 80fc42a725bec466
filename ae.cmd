@echo off
rem Builds the command line when sources have changed, then runs it: ae COMMAND --help
rem AE_PROFILE=cuda adds the GPU backend; AE_JAVA_OPTS goes to the JVM. The same as the shell script `ae`.
setlocal
set "root=%~dp0"
set "root=%root:~0,-1%"
if not defined AE_PROFILE set "AE_PROFILE=cpu"
if not "%AE_PROFILE%"=="cpu" if not "%AE_PROFILE%"=="cuda" (
    echo ae: AE_PROFILE expects cpu or cuda, found %AE_PROFILE% 1>&2
    exit /b 1
)
set "target=%root%\ae-cli\target"
rem Arguments for java, made by the build that the file's time tells of.
set "launch=%target%\launch-%AE_PROFILE%.args"
set "lock=%target%\launch.lock.d"

set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java.exe"
set "version="
for /f "tokens=3" %%v in ('""%java%" -version 2^>^&1" ^| findstr /c:" version "') do set "version=%%~v"
if not defined version (
    echo ae: no java found; install a JDK, 17 or newer, or set JAVA_HOME 1>&2
    exit /b 1
)
for /f "delims=.-+" %%v in ("%version%") do set "version=%%v"
if %version% lss 17 (
    echo ae: needs Java 17 or newer, found %version%; set JAVA_HOME to a newer JDK 1>&2
    exit /b 1
)

call :current && goto run
if not exist "%target%" mkdir "%target%"
set /a waited=0
:wait
mkdir "%lock%" 2>nul && goto locked
set /a waited+=1
if %waited% gtr 600 (
    echo ae: another build holds %lock%; if there is none, delete that folder 1>&2
    exit /b 1
)
ping -n 2 127.0.0.1 >nul
goto wait
:locked
call :current || call :build
set "built=%ERRORLEVEL%"
rmdir "%lock%"
if not "%built%"=="0" exit /b 1

:run
set "flags="
if %version% geq 24 set "flags=--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
if "%AE_BACKEND%"=="cpu" set BACKEND_PRIORITY_CPU=1000
"%java%" %flags% %AE_JAVA_OPTS% "@%launch%" org.ae4j.cli.Ae %*
exit /b %ERRORLEVEL%

:current
powershell -NoProfile -Command "$l = Get-Item -LiteralPath $env:launch -ErrorAction SilentlyContinue; if (-not $l -or -not (Get-Content -LiteralPath $env:launch -Raw).Contains($env:target.Replace('\', '\\'))) { exit 1 }; $s = @(Get-Item \"$env:root\pom.xml\", \"$env:root\*\pom.xml\", \"$env:root\*\src\main\") + @(Get-ChildItem \"$env:root\*\src\main\" -Recurse); if ($s | Where-Object { $_.LastWriteTimeUtc -gt $l.LastWriteTimeUtc } | Select-Object -First 1) { exit 1 }"
exit /b %ERRORLEVEL%

:build
where mvn >nul 2>nul || (
    echo ae: no mvn on the PATH; install Maven, 3.8 or newer 1>&2
    exit /b 1
)
echo building AE4J (once) ... 1>&2
del "%launch%" 2>nul
type nul > "%launch%.new"
call mvn -q -B -Dmaven.test.skip -Dmaven.javadoc.skip -Dmaven.source.skip -Dspotless.check.skip -Dmaven.compiler.failOnWarning=false -P%AE_PROFILE% -f "%root%\pom.xml" -pl ae-cli -am package 1>&2
if errorlevel 1 (
    echo ae: the build failed, see above 1>&2
    exit /b 1
)
rem In a file of arguments a backslash is written twice; the new file keeps the time at which the build began.
powershell -NoProfile -Command "$n = Get-Item -LiteralPath \"$env:launch.new\"; $t = $n.LastWriteTimeUtc; $c = $env:target + '\ae-cli.jar;' + (Get-Content -LiteralPath \"$env:target\classpath\" -Raw).Trim(); [IO.File]::WriteAllText($n.FullName, '-cp \"' + $c.Replace('\', '\\') + '\"'); $n.LastWriteTimeUtc = $t; Move-Item -LiteralPath $n.FullName $env:launch -Force"
exit /b %ERRORLEVEL%
