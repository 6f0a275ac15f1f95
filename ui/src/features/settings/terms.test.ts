import { expect, it } from 'vitest'

import type { ParameterView } from '../../generated/commands'
import { zhCn } from '../../locales/zh-CN'
import { nameOf, valueOf } from './terms'

function shown(key: string, value: string): string {
  const it: ParameterView = { key, value, clause: 'A1', source: '', to_verify: false }
  return valueOf(it, zhCn)
}

it.each([
  ['empty_trip_fen', '5000', '¥50.00'],
  ['complaint_working_days', '2', '2 个工作日'],
  ['follow_up_last_days', '7', '7 天'],
  ['slip_months_ordinary', '3', '3 个月'],
  ['engineer_years', '5', '5 年'],
  ['call_minutes', '30', '30 分钟'],
  ['exchange_after_repairs', '2', '2 次'],
  ['lifetime_tier', 'gold', '金卡'],
  ['normal_wear_covered', 'true', '是'],
])('shows %s with its unit', (key, value, words) => {
  expect(shown(key, value)).toBe(words)
})

it('shows the key of a rule that nobody has named yet', () => {
  expect(nameOf({ key: 'new_days', value: '1', clause: 'A1', source: '', to_verify: false }, zhCn)).toBe('new_days')
})
