// The directory of provinces, cities and districts, as addresses are kept: 广西/桂林市/七星区.
import { areaList } from '@vant/area-data'

// The names that people leave out stand at the ends of those of the provinces.
const LONG = /(?:\p{Script=Han}族|维吾尔)?自治区$|特别行政区$|[省市]$/u

/** Every district, in the order of the national codes. */
export const REGIONS: string[] = Object.entries(areaList.county_list).map(([code, district]) => {
  const province = areaList.province_list[`${code.slice(0, 2)}0000`] ?? ''
  const city = areaList.city_list[`${code.slice(0, 4)}00`] ?? ''
  return [province.replace(LONG, ''), city, district].join('/')
})

// Districts of no city stand in the directory under words like these; Chongqing's are Chongqing's.
const NO_CITY = /直辖县/u
const NO_NAME = /^县$/u

/** A city by the short name that people use, 桂林, and the short name of its province. */
export interface City {
  name: string
  province: string
}

/** Every city, and the towns that belong to none, in the order of the national codes. */
export const CITIES: City[] = [
  ...new Map(
    REGIONS.map((region) => {
      const [province = '', city = '', district = ''] = region.split('/')
      const name = (NO_CITY.test(city) ? district : city).replace(/市$/u, '')
      return [`${province}/${name}`, { name, province }] as const
    }),
  ).values(),
].filter(({ name }) => !NO_NAME.test(name))
