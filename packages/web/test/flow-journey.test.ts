/** The whole way of a flow in one go, and in Spanish: built by pressing, previewed, run, a bad row corrected and sent again. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { faultsOf, openStage, type Stage } from "./support/stage.ts";

describe("un flujo, de la hoja al webinar", () => {
  let stage: Stage;
  let page: Page;
  let webinarKey: string;
  beforeAll(async () => {
    stage = await openStage();
    page = await stage.administrator({ language: "es-ES" });
    await stage.connect("Webinars de Acme");
    const day = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 11);
    const { text } = await stage.hub.request("POST", "/api/v1/entities/Webinar/create", [
      { subject: "Bombas de calor", startTime: `${day}10:00:00Z`, endTime: `${day}11:00:00Z` },
    ]);
    webinarKey = (JSON.parse(text.split("\n")[0] ?? "") as { key: { webinarKey: string } }).key.webinarKey;
    const files = path.join(stage.hub.folder, "files");
    mkdirSync(files, { recursive: true });
    writeFileSync(
      path.join(files, "feria.csv"),
      "nombre,apellido,correo\nAda,Lovelace,ada@feria.example\nAlan,Turing,sin dirección\nGrace,Hopper,grace@feria.example\n",
    );
  });
  afterAll(() => stage.close());
  const button = (name: string) => page.getByRole("button", { name, exact: true });
  const goesInto = (field: string) =>
    page.getByRole("group", { name: field, exact: true }).getByRole("textbox");
  async function choose(label: string, option: string) {
    await page.getByRole("combobox", { name: label, exact: true }).click();
    await page.getByRole("option", { name: option, exact: true }).click();
  }

  it("se construye sin escribir nada de YAML, con las sugerencias y los valores de filas reales", async () => {
    await page.goto(`${stage.address}/flows`);
    await page.getByRole("link", { name: "Flujo nuevo" }).click();
    await page.getByLabel("Nombre", { exact: true }).fill("Inscritos de la feria");
    await choose("Desde", "Archivo CSV");
    await page.getByRole("combobox", { name: "Archivo" }).fill("feria.csv");
    await page.getByText(/Vienen 3 campos: nombre, apellido, correo/).waitFor();
    await choose("Hacia", "GoTo: Webinars de Acme");
    await choose("Qué de allí", "Inscritos");
    await choose("Qué se hace allí", "Cambiar las que ya están y añadir las demás");
    await button("Elegir qué va en cada campo").click();
    await button("Aceptar todos").click();
    expect(await goesInto("email").inputValue()).toBe("correo");
    expect(await goesInto("firstName").inputValue()).toBe("nombre");
    await goesInto("webinarKey").fill(`"${webinarKey}"`);
    await page
      .getByRole("group", { name: "email", exact: true })
      .getByText(/ada@feria\.example/)
      .waitFor();
    expect(await faultsOf(page)).toEqual([]);
  });

  it("se ve antes de ejecutarlo, con lo que fallaría", async () => {
    await button("Comprobar y ver").click();
    await page.getByText(/De las primeras filas: 2 para escribir, 1 con error/).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  });

  it("se guarda y se ejecuta, y una fila falla", async () => {
    await button("Guardar").click();
    await page.waitForURL(/\/flows\/inscritos-de-la-feria\/edit/);
    await button("Ejecutar ahora").click();
    await page.getByRole("dialog").getByRole("button", { name: "Ejecutar ahora" }).click();
    await page.waitForURL(/\/flows\/inscritos-de-la-feria\/runs\//);
    await page.getByText(/3 filas leídas: 2 nuevas, 1 con error y guardada/).waitFor();
    expect(await faultsOf(page)).toEqual([]);
  });

  it("la fila se corrige y se envía de nuevo", async () => {
    await page.getByRole("link", { name: "Ver las filas con error" }).click();
    await page.getByRole("button", { name: /^Abrir / }).click();
    await page.getByRole("textbox", { name: "correo" }).fill("alan@feria.example");
    await button("Guardar y enviar de nuevo").click();
    await page.getByText("La fila enviada de nuevo pasó.").waitFor();
    expect(await faultsOf(page)).toEqual([]);
    const { text } = await stage.hub.request(
      "GET",
      `/api/v1/entities/Registrant/rows?where=webinarKey=${webinarKey}&fields=email`,
    );
    const addresses = text.trim().split("\n");
    expect(addresses.map((line) => (JSON.parse(line) as { email: string }).email).toSorted()).toEqual([
      "ada@feria.example",
      "alan@feria.example",
      "grace@feria.example",
    ]);
  });
});
