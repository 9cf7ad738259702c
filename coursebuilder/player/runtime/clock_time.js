// Time as SCORM 1.2 wants it.

// "0000:12:34.00": four digits of hours, because one platform drops the first, and always two decimals.
export function clockTime(seconds) {
  const hundredths = Math.min(Math.round(seconds * 100), 3599999999);
  const two = (number) => String(number).padStart(2, "0");
  const whole = Math.floor(hundredths / 100);
  const hours = String(Math.floor(whole / 3600)).padStart(4, "0");
  return hours + ":" + two(Math.floor(whole / 60) % 60) + ":" + two(whole % 60) + "." + two(hundredths % 100);
}
