using System.Collections.Immutable;
using Hubs.Contracts;
using Hubs.Model;
using Hubs.Web.Demo;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hubs.Web.Pages.Plans;

/// <summary>What each rule of the allocator is, and what the soft ones weigh.</summary>
[ForRoles(Role.Coordinator)]
public sealed class RulesModel(IGrainFactory grains) : PageModel
{
    public ImmutableArray<WeighedRule> Rules { get; private set; } = [];

    [BindProperty]
    public List<Line> Lines { get; set; } = [];

    [BindProperty]
    public long Version { get; set; }

    public async Task OnGet()
    {
        Rules = await grains.Network.Rules();
        Version = (await grains.Network.Get()).Version;
        Lines =
        [
            .. Rules
                .Where(rule => !rule.IsHard)
                .Select(rule => new Line { Rule = rule.Rule, Weight = rule.Weight }),
        ];
    }

    public async Task<IActionResult> OnPost()
    {
        Rules = await grains.Network.Rules();
        for (var i = 0; i < Lines.Count; i++)
            if (Lines[i].Weight is not (>= 0 and <= NetworkRefusals.MostWeight))
                ModelState.AddModelError(
                    $"Lines[{i}].Weight",
                    $"{Of(Lines[i].Rule)?.Sentence}: enter a number from 0 to {NetworkRefusals.MostWeight}"
                );
        if (!ModelState.IsValid)
            return Page();
        var answer = await grains.Network.SetWeights(
            [
                .. Lines
                    .Where(line => line.Weight != Of(line.Rule)?.DefaultWeight)
                    .Select(line => new RuleWeight(line.Rule, line.Weight!.Value)),
            ],
            Version,
            HttpContext.Actor()
        );
        if (answer.Refusal is { } refusal)
        {
            ModelState.AddModelError("", refusal.Sentence);
            return Page();
        }
        this.Succeeded("The weights are saved. They count from the next allocation, in every hub.");
        return RedirectToPage();
    }

    public WeighedRule? Of(string rule) => Rules.FirstOrDefault(known => known.Rule == rule);

    public sealed class Line
    {
        public string Rule { get; set; } = "";

        public double? Weight { get; set; }
    }
}
