import { expect, it } from 'vitest';
import { formatCsv } from '../../../../shared/users/report/format-csv.ts';
import { formatMarkdownTable } from '../../../../shared/users/report/format-markdown-table.ts';

it('writes CSV that no spreadsheet runs', () => {
  const rows = [
    { name: '=HYPERLINK("x")', orders: -1 },
    { name: 'a,"b"\nc', orders: 2 },
  ];
  expect(formatCsv(['name', 'orders'], rows)).toBe('name,orders\r\n"\'=HYPERLINK(""x"")",-1\r\n"a,""b""\nc",2\r\n');
});

it('writes Markdown cells that stay in their table', () => {
  const table = formatMarkdownTable(['name'], [{ name: 'a|b <script>\nc' }]);
  expect(table.split('\n')[2]).toBe('| a\\|b \\<script\\> c |');
});
