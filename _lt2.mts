import { readFileSync } from 'node:fs';
import { launch } from '/work/main/node_modules/puppeteer-core/lib/esm/puppeteer/puppeteer-core.js';
import { startServer } from './bench-second/server.js';
import { launchOptions } from '/work/main/test/support/browsers.js';
const [subject='widget', n='5000', slow='1', rounds='1'] = process.argv.slice(2);
const count = Number(n);
const server = await startServer(process.env.FROM ?? '/work/main/dist/cdn',[count]);
const browser = await launch({ ...launchOptions('chromium'), protocolTimeout: 600_000 });
for (let k=0;k<+rounds;k++){
const context = await browser.createBrowserContext();
const page = await context.newPage();
await page.setViewport({ width: 1000, height: 800 });
const client = await page.createCDPSession();
if (+slow > 1) await client.send('Emulation.setCPUThrottlingRate', { rate: +slow });
await page.goto('about:blank');
await page.tracing.start({ path: '/tmp/lt.json', categories: ['toplevel','disabled-by-default-devtools.timeline','devtools.timeline', 'blink.user_timing', '-*', 'v8'] });
await page.goto(process.env.ADDR!.replace('ORIGIN',server.origin), { waitUntil: 'domcontentloaded' });
await new Promise(r=>setTimeout(r,+slow>1?7000:4000)); const r={painted:5000,firstScreen:2000} as any; const st=0; await page.tracing.stop(); await context.close();
const { traceEvents } = JSON.parse(readFileSync('/tmp/lt.json', 'utf8'));
const nav = traceEvents.filter((e:any) => e.name === 'navigationStart' && /500|second|page|widget/.test(e.args?.data?.documentLoaderURL ?? '')).at(-1);
const t0 = nav.ts + st*1000;
const main = traceEvents.filter((e:any)=>e.ph==='X'&&e.pid===nav.pid&&e.tid===nav.tid&&e.tdur!==undefined&&e.ts>=t0-1000&&e.ts<t0+r.painted*1000);
const tasks = main.filter((e:any)=>/RunTask/.test(e.name)).sort((a:any,b:any)=>b.tdur-a.tdur).slice(0,+(process.env.TOP??5)).sort((a:any,b:any)=>a.ts-b.ts);
console.log('CPU to first', Math.round(main.filter((e:any)=>/RunTask/.test(e.name)&&e.ts<t0+r.firstScreen*1000).reduce((x:number,e:any)=>x+e.tdur,0)/1000), 'to painted', Math.round(main.filter((e:any)=>/RunTask/.test(e.name)).reduce((x:number,e:any)=>x+e.tdur,0)/1000));
for (const t of tasks) { console.log('@',Math.round((t.ts-t0)/1000),'dur',Math.round(t.dur/1000),'cpu',Math.round(t.tdur/1000), main.filter((e:any)=>e.args?.src_func&&e.ts>=t.ts-50&&e.ts<=t.ts+t.dur).map((e:any)=>e.args.src_func).slice(0,2).join());
 for (const e of main.filter((e:any)=>e!==t&&e.ts>=t.ts&&e.ts+e.dur<=t.ts+t.dur&&e.tdur>Math.max(4000,t.tdur/20)).sort((a:any,b:any)=>a.ts-b.ts)) console.log('    +',Math.round((e.ts-t.ts)/1000),Math.round(e.tdur/1000),e.name,e.args?.data?.functionName??'',e.args?.data?.url?.split('/').pop()??'',e.args?.elementCount??'', e.args?.beginData?.dirtyObjects??''); }
}
await browser.close(); await server.close(); process.exit(0);
