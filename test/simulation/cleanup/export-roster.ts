import { anyCase } from './live.ts';
import { iso, type World } from './world.ts';

/** The personnel department's nightly export, or what becomes of it; one that stopped stays so for days. */
export function exportRoster(world: World): void {
  const { chance, faulty, now, day } = world;
  if (faulty && chance.below(0.06)) world.exportStopsUntil = day + chance.whole(2, 4);
  if (day < world.exportStopsUntil) return;
  const fault = faulty && chance.below(0.15) ? chance.pick(['empty', 'gone', 'garbage', 'half', 'others']) : 'none';
  if (fault === 'gone') {
    world.roster = undefined;
    return;
  }
  world.roster = { text: rosterText(world, fault), version: `v${day}`, modifiedAt: iso(now) };
}

function rosterText(world: World, fault: string): string {
  const header = 'name,Email,left_on\n';
  if (fault === 'empty') return header;
  if (fault === 'garbage') return '<html>Service unavailable</html>\n"';
  const rows = rosterRows(world);
  if (fault === 'others') return header + rows.map((_row, place) => `x,p${place}@else.example,\n`).join('');
  return header + (fault === 'half' ? rows.slice(0, Math.floor(rows.length / 2)) : rows).join('');
}

function rosterRows({ people, policy, chance }: World): string[] {
  const tracksLeaving = policy.roster?.leftOnColumn != null;
  return people.flatMap(({ user, employed, leftAt }) => {
    if (employed) return [`x,${anyCase(user.email, chance)},\n`];
    return tracksLeaving && leftAt !== null ? [`x,${user.email},${iso(leftAt)}\n`] : [];
  });
}
