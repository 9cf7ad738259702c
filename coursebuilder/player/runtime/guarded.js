// Doing what a browser or a platform may refuse.

export function guarded(work, otherwise) {
  try {
    return work();
  } catch (refused) {
    return otherwise; // a sandboxed frame, a frame of another origin, or a platform's own fault
  }
}
