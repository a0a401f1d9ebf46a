using System.Collections.Immutable;
using System.Security.Cryptography;
using Hubs.Contracts;
using Hubs.Model;
using Hubs.Web.Components;
using Hubs.Web.Demo;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hubs.Web.Pages.Plans;

/// <summary>One week's plan: allocate it, see what came out by rule, what found no place and why.</summary>
[ForRoles(Role.Coordinator)]
public sealed class WeekModel(IGrainFactory grains) : PageModel
{
    public static readonly ImmutableArray<Choice> Efforts =
    [
        new("10", "10 seconds", "A first look"),
        new("30", "30 seconds", "Usually enough"),
        new("120", "2 minutes", "For a week that is hard to fit"),
    ];

    public IsoWeek Week { get; private set; }

    public PlanState State { get; private set; } = null!;

    public Plan? Shown => State.Draft ?? State.Published;

    /// <summary>Sessions that found no place although a hub is open for them, the most urgent first.</summary>
    public ImmutableArray<UnplacedSession> Unplaced =>
        [
            .. (Shown?.Unplaced ?? [])
                .Where(unplaced => !unplaced.IsClosedFor)
                .OrderByDescending(unplaced => unplaced.Priority),
        ];

    public ImmutableArray<(string Reason, int Count)> ClosedFor =>
        [
            .. (Shown?.Unplaced ?? [])
                .Where(unplaced => unplaced.IsClosedFor)
                .GroupBy(unplaced => unplaced.Reasons[0].Sentence)
                .Select(group => (group.Key, group.Count()))
                .OrderBy(line => line.Key, StringComparer.Ordinal),
        ];

    public bool IsBusy => State.Status is PlanStatus.Allocating or PlanStatus.Publishing;

    public ImmutableArray<Hub> Hubs { get; private set; } = [];

    [BindProperty]
    public string Seconds { get; set; } = "30";

    [BindProperty]
    public int Seed { get; set; } = 1;

    /// <summary>Made once per form shown, so that a second press is the same command.</summary>
    [BindProperty]
    public string Command { get; set; } = "";

    public async Task<IActionResult> OnGet(string week) => await Load(week) ? Page() : NotFound();

    /// <summary>For the page's script: how far the run is.</summary>
    public async Task<IActionResult> OnGetProgress(string week) =>
        await Load(week)
            ? new JsonResult(
                new
                {
                    busy = IsBusy,
                    percent = (int)(100 * (State.Progress?.Done ?? 1)),
                    words = State.Progress is { } at
                        ? PlanWords.Of(at)
                        : PlanWords.Of(State.Status),
                }
            )
            : NotFound();

    public async Task<IActionResult> OnPostRun(string week)
    {
        if (!await Load(week))
            return NotFound();
        if (Efforts.All(effort => effort.Value != Seconds))
            ModelState.AddModelError(nameof(Seconds), "Choose how long to look for a plan");
        if (!ModelState.IsValid || !CommandId.TryParse(Command, out var id))
            return Page();
        var budget = TimeSpan.FromSeconds(
            int.Parse(Seconds, System.Globalization.CultureInfo.InvariantCulture)
        );
        var answer = await grains
            .Plan(Week)
            .Run(new RunPlan(Info(id, "run"), Seed, Iterations: null, budget));
        return Result(answer, null);
    }

    public async Task<IActionResult> OnPostStop(string week)
    {
        if (!await Load(week))
            return NotFound();
        await grains.Plan(Week).Stop();
        return RedirectToPage(new { week });
    }

    private IActionResult Result(Answer<PlanReceipt> answer, string? success)
    {
        if (answer.Refusal is { } refusal)
        {
            ModelState.AddModelError("", refusal.Sentence);
            return Page();
        }
        if (success is not null)
            this.Succeeded(success);
        return RedirectToPage(new { week = Week.ToString() });
    }

    private CommandInfo Info(CommandId id, string what) =>
        new(id, $"{what} {Week}", HttpContext.Actor());

    private async Task<bool> Load(string week)
    {
        if (!IsoWeek.TryParse(week, out var parsed))
            return false;
        Week = parsed;
        State = await grains.Plan(Week).Get();
        Hubs = (await grains.Network.Get()).Network.Hubs;
        if (Command.Length == 0)
            Command = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
        return true;
    }
}
