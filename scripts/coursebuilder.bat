@echo off
rem coursebuilder for Windows. Put this file and the wheel file (coursebuilder-....whl) into one folder and open it.
rem The first time it installs the wheel for you alone, into %LOCALAPPDATA%\coursebuilder. To update, delete that
rem folder and put the new wheel file in place of the old one. With words behind it, it runs that one command.
rem No path stands between round brackets: one such as "Downloads (1)" would end them.
setlocal
set "PLACE=%LOCALAPPDATA%\coursebuilder"
set "TOOL=%PLACE%\Scripts\coursebuilder.exe"
if not exist "%TOOL%" call :install
if not exist "%TOOL%" goto :failed
if "%~1"=="" goto :window
"%TOOL%" %*
exit /b

:window
set "PATH=%PLACE%\Scripts;%PATH%"
cd /d "%USERPROFILE%"
if exist "%USERPROFILE%\Documents\" cd /d "%USERPROFILE%\Documents"
echo coursebuilder is ready. To begin:
echo     coursebuilder new "Working with young carers"
cmd /k
exit /b

:failed
pause
exit /b 1

:install
set "WHEEL="
for %%F in ("%~dp0coursebuilder-*.whl") do set "WHEEL=%%~fF"
if not defined WHEEL goto :no_wheel
set "NEW_ENOUGH=import sys; sys.exit(sys.version_info < (3, 11))"
set "PYTHON=py -3"
%PYTHON% -c "%NEW_ENOUGH%" >nul 2>nul
if not errorlevel 1 goto :found
rem Without the launcher py; the name python may also be no more than the way to the Microsoft Store, which fails here.
set "PYTHON=python"
%PYTHON% -c "%NEW_ENOUGH%" >nul 2>nul
if not errorlevel 1 goto :found
echo Python 3.11 or newer is missing. Install it from https://www.python.org/downloads/ and open this again.
exit /b 1

:found
echo Installing coursebuilder; this takes a minute, and needs the internet.
%PYTHON% -m venv "%PLACE%"
if errorlevel 1 goto :not_installed
"%PLACE%\Scripts\python.exe" -m pip install --quiet --disable-pip-version-check "%WHEEL%"
if errorlevel 1 goto :not_installed
exit /b 0

:no_wheel
echo There is no wheel file beside this one. Put coursebuilder-....whl into the folder
echo "%~dp0"
echo and open this again. In a zip, extract both first.
exit /b 1

:not_installed
echo coursebuilder could not be installed; the lines above say why. Open this again to try once more.
exit /b 1
