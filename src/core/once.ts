/**
 * `run`, carried out at the first call, with the same outcome for every later one. A run that fails is forgotten, so that the next
 * call tries again.
 */
export function once<T>(run: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  return () => {
    if (running) return running;
    const started = run();
    running = started;
    started.catch(() => {
      if (running === started) running = undefined;
    });
    return started;
  };
}
