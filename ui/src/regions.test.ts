import { describe, expect, it } from 'vitest'

import { CITIES, REGIONS } from './regions'

describe('the directory', () => {
  it('names regions as addresses do', () => {
    for (const region of ['广西/桂林市/七星区', '北京/北京市/东城区', '新疆/乌鲁木齐市/天山区', '内蒙古/包头市/昆都仑区', '香港/香港岛/中西区']) {
      expect(REGIONS).toContain(region)
    }
  })

  it('names cities as people do, each once', () => {
    for (const city of [{ name: '银川', province: '宁夏' }, { name: '北京', province: '北京' }, { name: '仙桃', province: '湖北' }]) {
      expect(CITIES).toContainEqual(city)
    }
    expect(new Set(CITIES.map(({ name }) => name)).size).toBe(CITIES.length)
    expect(CITIES.filter(({ name }) => /市$|直辖|^县$/.test(name))).toEqual([])
  })

  it('has three parts in each', () => {
    expect(REGIONS.filter((region) => !/^[^/]+\/[^/]+\/[^/]+$/.test(region))).toEqual([])
  })
})
