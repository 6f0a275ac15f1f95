import { describe, expect, it } from 'vitest'

import { colleaguesOf, emptyStart, newColleague, setUpOf, wrongAt, type StartForm } from './form'

const PINS = { pin: '2468', again: '2468' }

function filled(): StartForm {
  const form = emptyStart()
  form.point = { ...form.point, name: '桂林七星店', branch: 'GL01', city: '桂林' }
  form.supervisor = { name: '李丽', badge: '001' }
  return form
}

const found = (form: StartForm, pins = PINS) => wrongAt(form, pins).map(({ code, field }) => `${field} ${code}`)

describe('what is wrong', () => {
  it('is nothing once name, code, supervisor and PIN are there', () => {
    expect(found(filled())).toEqual([])
  })

  it('stands in the order of the form', () => {
    expect(wrongAt(emptyStart(), { pin: null, again: null }).map(({ field }) => field)).toEqual([
      'point.name',
      'point.branch',
      'supervisor.name',
      'supervisor.badge',
      'supervisor.pin',
    ])
  })

  it.each(['G', 'GL-1', 'GL00001', '桂林'])('is the branch code %s', (branch) => {
    const form = filled()
    form.point.branch = branch
    expect(found(form)).toEqual(['point.branch not_branch'])
  })

  it('is a PIN that is too short, or another the second time', () => {
    expect(wrongAt(filled(), { pin: '246', again: '246' })).toMatchObject([{ code: 'not_pin' }])
    expect(wrongAt(filled(), { pin: '2468', again: '2467' })).toMatchObject([
      { code: 'pins_differ', field: 'supervisor.pin_again' },
    ])
    expect(wrongAt(filled(), { pin: '2468', again: null })).toMatchObject([{ code: 'missing' }])
  })

  it('is a badge that somebody has already, and half a colleague', () => {
    const form = filled()
    form.others = [newColleague(), { name: '王工', badge: '001', role: 'engineer' }, { name: null, badge: '003', role: 'counter' }]
    expect(found(form)).toEqual(['others.1.badge duplicate', 'others.2.name missing'])
  })
})

it('asks for the point, its supervisor and the colleagues that were told', () => {
  const form = filled()
  form.others = [newColleague(), { name: '王工', badge: '002', role: 'engineer' }]
  expect(setUpOf(form, '2468')).toMatchObject({
    point: { branch: 'GL01', phone: '' },
    supervisor: { name: '李丽', badge: '001', pin: '2468' },
  })
  expect(colleaguesOf(form, '2468')).toEqual([
    {
      index: 1,
      request: {
        staff: { name: '王工', badge: '002', role: 'engineer' },
        approval: { staff: '001', pin: '2468' },
      },
    },
  ])
})
