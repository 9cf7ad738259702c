"""Small cmi5 and tincan packages as other makers write them: how they read a launch and join addresses."""

from __future__ import annotations

import zipfile
from pathlib import Path

TINCAN = """<?xml version="1.0" encoding="utf-8"?>
<tincan xmlns="http://projecttincan.com/tincan.xsd"><activities>
<activity id="https://kettle.example/courses/kettles" type="http://adlnet.gov/expapi/activities/course">
<name lang="en">Kettles</name><description lang="en">How a kettle works</description>
<launch lang="en">start.html</launch></activity></activities></tincan>"""
CMI5 = """<?xml version="1.0" encoding="utf-8"?>
<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">
<course id="https://kettle.example/courses/kettles"><title><langstring lang="en">Kettles</langstring></title>
<description><langstring lang="en">How a kettle works</langstring></description></course>
<au id="https://kettle.example/courses/kettles/1" moveOn="Completed">
<title><langstring lang="en">Kettles</langstring></title>
<description><langstring lang="en">How a kettle works</langstring></description><url>start.html</url></au>
</courseStructure>"""
# Readers of the address: one decodes each part, which leaves "+" alone; one is the browser's own.
SPLITTING = """
var given = {};
location.search.slice(1).split("&").forEach(function (pair) {
  var at = pair.indexOf("=");
  given[decodeURIComponent(pair.slice(0, at))] = decodeURIComponent(pair.slice(at + 1));
});"""
BUILT_IN = "var given = Object.fromEntries(new URLSearchParams(location.search));"
# How an address is put together: as it comes, with a slash always, with a slash where there is none.
JOINS = {"none": "+", "always": '+ "/" +', "careful": '.replace(/\\/*$/, "/") +'}
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Kettles</title></head><body>
<main><h1>Kettles</h1><p>Steam is water.</p></main><script>
%(reader)s
var auth = given.auth;
function ask(method, resource, body) {
  return fetch(given.endpoint %(join)s resource, {method: method, keepalive: true, body: body,
    headers: {Authorization: auth, "X-Experience-API-Version": "1.0.3", "Content-Type": "application/json"}})
    .then(function (answer) { return answer.json(); });
}
%(body)s
</script></body></html>"""
TELLING = """
function say(verb, result) {
  return ask("POST", "statements", JSON.stringify([{actor: JSON.parse(given.actor),
    verb: {id: "http://adlnet.gov/expapi/verbs/" + verb, display: {en: verb}},
    object: {id: given.activity_id, definition: {}}, context: {registration: given.registration}}]));
}
say("experienced");
"""
UNIT = """
var context;
function say(verb, more) {
  var about = JSON.parse(JSON.stringify(context));
  about.registration = given.registration;
  about.contextActivities.category = [{id: "https://w3id.org/xapi/cmi5/context/categories/cmi5"}];
  return ask("POST", "statements", JSON.stringify([Object.assign({id: crypto.randomUUID(),
    actor: JSON.parse(given.actor), timestamp: new Date().toISOString(),
    verb: {id: "http://adlnet.gov/expapi/verbs/" + verb, display: {"en-US": verb}},
    object: {objectType: "Activity", id: given.activityId}, context: about}, more)]));
}
fetch(given.fetch, {method: "POST"}).then(function (answer) { return answer.json(); }).then(function (token) {
  auth = "Basic " + token["auth-token"];
  return ask("GET", "activities/state?stateId=LMS.LaunchData"
    + "&activityId=" + encodeURIComponent(given.activityId)
    + "&registration=" + given.registration + "&agent=" + encodeURIComponent(given.actor));
}).then(function (data) {
  context = data.contextTemplate;
  return ask("GET", "agents/profile?profileId=cmi5LearnerPreferences"
    + "&agent=" + encodeURIComponent(given.actor)).catch(function () {});
}).then(function () { return say("initialized"); });
addEventListener("pagehide", function () { if (context) say("terminated", {result: {duration: "PT5S"}}); });
"""


def zipped(folder: Path, kind: str, reader: str = SPLITTING, join: str = "none", more: str = "") -> Path:
    """The zip of a package of this kind, "cmi5" or "xapi"; `more` is script at its end."""
    body = (UNIT if kind == "cmi5" else TELLING) + more
    page = PAGE % {"reader": reader, "join": JOINS[join], "body": body}
    with zipfile.ZipFile(folder / "kettles.zip", "w") as archive:
        archive.writestr("cmi5.xml" if kind == "cmi5" else "tincan.xml", CMI5 if kind == "cmi5" else TINCAN)
        archive.writestr("start.html", page)
    return folder / "kettles.zip"
