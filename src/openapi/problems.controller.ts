import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Access, type ProblemType, PROBLEM_PAGE, problemTypes, RouteRules } from 'learning-engine/http';

/** Where the `type` of every problem leads: what it means, and what to do. A page for people, not part of the API. */
@ApiExcludeController()
@RouteRules()
@Controller()
export class ProblemsController {
  @Get(PROBLEM_PAGE)
  @Access('public')
  @Header('Content-Type', 'text/html; charset=utf-8')
  getProblems(): string {
    const sections = Object.entries<ProblemType>(problemTypes).map(section).join('\n');
    return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Problems</title><h1>Problems</h1>\n${sections}</html>`;
  }
}

const section = ([name, { status, title, remedy }]: [string, ProblemType]): string =>
  `<h2 id="${name}">${name} <small>${status}</small></h2><p>${escaped(title)}</p><p>${escaped(remedy)}</p>`;

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
