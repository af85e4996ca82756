import { describe, expect, it } from 'vitest';
import { parseRoster, UnparsableRosterError } from '../../../../shared/users/roster/parse-roster.ts';

const columns = { addressColumn: 'email', leftOnColumn: 'left' };

describe('a roster', () => {
  it.each([
    ['CSV', 'name,Email,left\nAna,Ana@Agency.example,\n'],
    ['CSV with a byte order mark', '\ufeffemail,left\nana@agency.example,\n'],
    ['CSV with semicolons, as spreadsheets write it', 'email;left\r\nANA@agency.example;\r\n'],
    ['CSV with quotes', '"name","email","left"\n"A, B","ana@agency.example",""\n'],
    ['JSON objects', '[{"Email":"ana@agency.example","left":null}]'],
    ['JSON addresses', '["ana@agency.example"]'],
  ])('is read from %s', (_form, text) => {
    expect(parseRoster(text, columns)).toEqual([{ address: 'ana@agency.example', leftOn: null }]);
  });

  it('says somebody is gone only when the day is over everywhere', () => {
    expect(parseRoster('email,left\na@b.example,2026-03-01\n', columns)).toEqual([
      { address: 'a@b.example', leftOn: '2026-03-02T12:00:00.000Z' },
    ]);
    expect(parseRoster('email,left\na@b.example,2026-03-01T08:00:00Z\n', columns)).toEqual([
      { address: 'a@b.example', leftOn: '2026-03-01T08:00:00.000Z' },
    ]);
  });

  it.each([
    ['2026-03-31', '2026-04-01T12:00:00.000Z'],
    ['2026-03-31T00:00:00', '2026-04-01T12:00:00.000Z'],
    ['2026-03-31 00:00:00.000', '2026-04-01T12:00:00.000Z'],
    ['2026-03-31 17:30', '2026-04-01T05:30:00.000Z'],
    ['2026-03-31T17:30:00-05:00', '2026-03-31T22:30:00.000Z'],
    ['2026-03-31 00:00:00z', '2026-03-31T00:00:00.000Z'],
  ])('takes %s of leaving for over everywhere', (left, leftOn) => {
    expect(parseRoster(`email,left\na@b.example,${left}\n`, columns)).toEqual([{ address: 'a@b.example', leftOn }]);
  });

  it('is read by its named columns, whatever else it holds', () => {
    const entry = { address: 'ana@agency.example', leftOn: null };
    expect(parseRoster(',email,left\n0,ana@agency.example,\n', columns)).toEqual([entry]);
    expect(parseRoster('email,left,\nana@agency.example,,other@agency.example\n', columns)).toEqual([entry]);
  });

  it('passes over people without an address', () => {
    expect(parseRoster('email,left\n,\n', columns)).toEqual([]);
  });

  it.each([
    ['another column', 'mail,left\na@b.example,\n'],
    ['a web page', '<html><body>Sign in</body></html>\n<p>'],
    ['a broken row', 'email,left\na@b.example,,,\n'],
    ['an open quote', 'email,left\n"a@b.example,\n'],
    ['something else than an address', 'email,left\n4711,\n'],
    ['a name before the address', 'email,left\nAna <a@b.example>,\n'],
    ['two addresses', 'email,left\n"a@b.example; c@d.example",\n'],
    ['a link', 'email,left\nmailto:a@b.example,\n'],
    ['something invisible', 'email,left\na@b.example\u200b,\n'],
    ['no column for leaving', 'email\na@b.example\n'],
    ['a row that is nothing', '[null]'],
    ['a date in another form', 'email,left\na@b.example,01.03.2026\n'],
    ['broken JSON', '[{"email":'],
    ['a JSON object', '{"email":"a@b.example"}'],
  ])('with %s is not believed at all, and the error shows no address', (_what, text) => {
    expect(() => parseRoster(text, columns)).toThrow(UnparsableRosterError);
    expect(() => parseRoster(text, columns)).not.toThrow('b.example');
  });
});
