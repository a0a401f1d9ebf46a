using System.Collections.Immutable;
using Hubs.Contracts;
using Hubs.Model;
using Hubs.Web.Boards;
using Hubs.Web.Demo;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hubs.Web.Pages.Plans;

/// <summary>What each rule of the allocator is, and what the soft ones weigh: everywhere, or with a hub in the address, at that hub.</summary>
[ForRoles(Role.Coordinator)]
public sealed class RulesModel(IGrainFactory grains, KnownNetwork configuration) : PageModel
{
    private const int ChangesShown = 10;

    public ImmutableArray<WeighedRule> Rules { get; private set; } = [];

    public ImmutableArray<Hub> Hubs { get; private set; } = [];

    /// <summary>Null on the page of all hubs.</summary>
    public Hub? Hub { get; private set; }

    public ImmutableArray<NetworkChange> Changes { get; private set; } = [];

    [BindProperty]
    public List<Line> Lines { get; set; } = [];

    [BindProperty]
    public long Version { get; set; }

    public async Task<IActionResult> OnGet(string? hub)
    {
        if (!await Load(hub))
            return NotFound();
        Version = (await grains.Network.Get()).Version;
        Lines =
        [
            .. Rules
                .Where(rule => !rule.IsHard && (Hub is null || rule.IsPerHub))
                .Select(rule => new Line { Rule = rule.Rule, Weight = WeightOf(rule) }),
        ];
        return Page();
    }

    public async Task<IActionResult> OnPost(string? hub)
    {
        if (!await Load(hub))
            return NotFound();
        for (var i = 0; i < Lines.Count; i++)
            if (
                Lines[i].Weight is not (>= 0 and <= NetworkRefusals.MostWeight)
                && (Hub is null || Lines[i].Weight is not null)
            )
                ModelState.AddModelError(
                    $"Lines[{i}].Weight",
                    $"{Of(Lines[i].Rule)?.Sentence}: enter a number from 0 to {NetworkRefusals.MostWeight}"
                );
        if (!ModelState.IsValid)
            return Page();
        var answer = Hub is { } one
            ? await configuration.Change(network =>
                network.SetHubWeights(
                    one.Id,
                    Entered(line => line.Weight is not null),
                    Version,
                    HttpContext.Actor()
                )
            )
            : await configuration.Change(network =>
                network.SetWeights(
                    Entered(line => line.Weight != Of(line.Rule)?.DefaultWeight),
                    Version,
                    HttpContext.Actor()
                )
            );
        if (answer.Refusal is { } refusal)
        {
            ModelState.AddModelError("", refusal.Sentence);
            return Page();
        }
        this.Succeeded(
            Hub is null
                ? "The weights are saved. They count from the next allocation."
                : $"The weights of {Hub.Name} are saved. They count from the next allocation."
        );
        return RedirectToPage(new { hub });
    }

    public WeighedRule? Of(string rule) => Rules.FirstOrDefault(known => known.Rule == rule);

    /// <summary>Whether a hub may have its own weight, and which do.</summary>
    public string Scope(WeighedRule rule) =>
        !rule.IsPerHub ? "The same for every hub"
        : rule.AtHubs.IsEmpty ? "Hubs may have their own"
        : string.Join(
            ", ",
            rule.AtHubs.Select(own =>
                FormattableString.Invariant(
                    $"{Hubs.FirstOrDefault(hub => hub.Id == own.Hub)?.Name}: {own.Weight}"
                )
            )
        );

    private double? WeightOf(WeighedRule rule) =>
        Hub is { } hub
            ? rule
                .AtHubs.Where(own => own.Hub == hub.Id)
                .Select(own => (double?)own.Weight)
                .FirstOrDefault()
            : rule.Weight;

    private ImmutableArray<RuleWeight> Entered(Func<Line, bool> isOwn) =>
        [.. Lines.Where(isOwn).Select(line => new RuleWeight(line.Rule, line.Weight!.Value))];

    private async Task<bool> Load(string? hub)
    {
        Rules = await grains.Network.Rules();
        Hubs = (await grains.Network.Get()).Network.Hubs;
        Hub = Hubs.FirstOrDefault(one => one.Id.Value == hub);
        Changes = [.. (await grains.Network.Changes()).Take(ChangesShown)];
        return hub is null || Hub is not null;
    }

    public sealed class Line
    {
        public string Rule { get; set; } = "";

        public double? Weight { get; set; }
    }
}
