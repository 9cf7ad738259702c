// The first script's common part. An adapter and what else a package needs stand behind it in the same file, then
// a line that calls begin(): coursebuilder/player/parts.py.
import { handOver } from "./hand_over.js";
import { begin } from "./main.js";

window.coursebuilder = Object.assign(handOver, { begin });
