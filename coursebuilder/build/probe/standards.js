// What the probe asks, a table for each standard that packages can be probed for.
import { SCORM12 } from "../../targets/scorm12/probe.js";
import { SCORM2004 } from "../../targets/scorm2004/probe.js";

export const STANDARDS = [SCORM12, SCORM2004];
