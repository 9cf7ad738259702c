@echo off
rem coursebuilder for Windows. Put this file and the wheel file (coursebuilder-....whl) into one folder and open it.
rem The first time it installs the wheel for you alone, into %LOCALAPPDATA%\coursebuilder. To update, delete that
rem folder and put the new wheel file in place of the old one. With words behind it, it runs that one command.
setlocal
set "PLACE=%LOCALAPPDATA%\coursebuilder"
set "TOOL=%PLACE%\Scripts\coursebuilder.exe"
if not exist "%TOOL%" call :install
if not exist "%TOOL%" (
  pause
  exit /b 1
)
if not "%~1"=="" (
  "%TOOL%" %*
  exit /b
)
set "PATH=%PLACE%\Scripts;%PATH%"
cd /d "%USERPROFILE%\Documents"
echo coursebuilder is ready. To begin:
echo     coursebuilder new "Working with young carers"
cmd /k
exit /b

:install
where py >nul 2>nul
if errorlevel 1 (
  echo Python is missing. Install version 3.11 or newer from https://www.python.org/downloads/ and open this again.
  exit /b 1
)
set "WHEEL="
for %%F in ("%~dp0coursebuilder-*.whl") do set "WHEEL=%%F"
if not defined WHEEL (
  echo There is no wheel file beside this one: put coursebuilder-....whl into the folder %~dp0
  exit /b 1
)
echo Installing coursebuilder; this takes a minute.
py -3 -m venv "%PLACE%"
"%PLACE%\Scripts\python.exe" -m pip install --quiet --disable-pip-version-check "%WHEEL%"
exit /b
