/**
 * The little of an Observable that Web Chat needs: many listeners, and with a first value the newest one for whoever
 * comes later. Listeners that come late miss what was said before, so Web Chat's activities are kept until it listens.
 */
export function createSubject(...first) {
  const observers = new Set();
  const early = [];
  const hasValue = first.length > 0;
  let [value] = first;
  return {
    next(now) {
      value = now;
      if (!hasValue && observers.size === 0) early.push(now);
      for (const observer of [...observers]) observer.next?.(now);
    },
    subscribe(given, error) {
      const observer = typeof given === 'function' ? { next: given, error } : given;
      observers.add(observer);
      if (hasValue) observer.next?.(value);
      for (const one of early.splice(0)) observer.next?.(one);
      return { unsubscribe: () => observers.delete(observer) };
    },
  };
}
