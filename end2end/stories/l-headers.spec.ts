import { CspEvaluator } from 'csp_evaluator/dist/evaluator.js';
import { Severity } from 'csp_evaluator/dist/finding.js';
import { CspParser } from 'csp_evaluator/dist/parser.js';
import { expect, test } from '../fixtures/test.ts';

test('the content security policy holds in the eyes of an outside evaluator', async ({ request }) => {
  for (const path of ['/', '/join', '/api/v1/health', '/nothing-here']) {
    const policy = (await request.get(path)).headers()['content-security-policy']!;
    const findings = new CspEvaluator(new CspParser(policy).csp).evaluate();
    // 'self' may be wrong where a host serves what others upload or JSONP: this one does not.
    const serious = findings.filter(({ severity }) => severity < Severity.MEDIUM_MAYBE);
    expect(serious.map(({ description }) => description), path).toEqual([]);
    expect(policy).not.toContain('unsafe-inline');
  }
});
