import { alphaBox } from '../layer.ts';
import type { Subject } from '../subjects.ts';
import { type Damage, whole } from './damage.ts';

const aspect = (subject: Subject): number => {
  const box = alphaBox(subject.layer);
  return box ? Math.log(box.width / box.height) : 0;
};

/** Another product in this one's place: at the faintest level the one that is most like it in its proportions. */
export const anotherProduct: Damage = async (subject, { level, random, others }) => {
  const foreign = others.filter((o) => o.product !== subject.product);
  const alike = [...foreign].sort(
    (one, two) => Math.abs(aspect(one) - aspect(subject)) - Math.abs(aspect(two) - aspect(subject)),
  );
  const among = level === 0 ? alike.slice(0, 3) : level === 1 ? alike.slice(0, 8) : alike;
  const other = among[Math.floor(random.next() * among.length)];
  return other ? { ...whole(other.layer, `${other.name} instead`), foreign: true } : null;
};
