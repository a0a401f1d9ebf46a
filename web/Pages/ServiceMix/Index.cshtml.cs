using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Hubs.Contracts;
using Hubs.Model;
using Hubs.Web.Boards;
using Hubs.Web.Demo;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hubs.Web.Pages.ServiceMix;

/// <summary>What a hub should offer in a week, and whether its rooms can carry it.</summary>
[ForRoles(Role.Coordinator)]
public sealed class IndexModel(IGrainFactory grains, KnownNetwork configuration, TimeProvider clock)
    : PageModel
{
    private const int Most = 500;

    public Hub Hub { get; private set; } = null!;

    public Network Network { get; private set; } = null!;

    public ImmutableArray<RoomTypeLoad> Load { get; private set; } = [];

    [BindProperty]
    public List<Line> Lines { get; set; } = [];

    [BindProperty]
    public long Version { get; set; }

    public async Task<IActionResult> OnGet(string? hub)
    {
        var known = await grains.Network.Get();
        var chosen = hub ?? CurrentHub.Of(HttpContext);
        var found = known.Network.Hubs.FirstOrDefault(h => h.Id.Value == chosen);
        if (found is null)
            return hub is null && !known.Network.Hubs.IsEmpty
                ? Redirect($"/service-mix/{known.Network.Hubs[0].Id}")
                : NotFound();
        if (hub is null)
            return Redirect($"/service-mix/{found.Id}");
        Show(known, found);
        Lines =
        [
            .. known.Network.Services.Select(service =>
                found.ServiceMix.FirstOrDefault(target => target.Service == service.Id)
                    is { } target
                    ? new Line(service.Id.Value, target.Minimum, target.Target, target.Maximum)
                    : new Line(service.Id.Value, null, null, null)
            ),
        ];
        return Page();
    }

    public async Task<IActionResult> OnPost(string hub)
    {
        var known = await grains.Network.Get();
        if (known.Network.Hubs.FirstOrDefault(h => h.Id.Value == hub) is not { } found)
            return NotFound();
        for (var i = 0; i < Lines.Count; i++)
            Check(Lines[i], $"Lines[{i}].Target");
        if (ModelState.IsValid)
        {
            ImmutableArray<ServiceTarget> mix =
            [
                .. Lines
                    .Where(line => line.Target is not null)
                    .Select(line => new ServiceTarget(
                        new ServiceId(line.Service),
                        line.Minimum ?? 0,
                        line.Target!.Value,
                        line.Maximum ?? line.Target.Value
                    )),
            ];
            var answer = await configuration.Change(network =>
                network.SetServiceMix(found.Id, mix, Version, HttpContext.Actor())
            );
            if (answer.Refusal is not { } refusal)
            {
                this.Succeeded(
                    $"The service mix of {found.Name} is saved. It counts from the next allocation."
                );
                return RedirectToPage(new { hub });
            }
            ModelState.AddModelError("", refusal.Sentence);
        }
        Show(known, found);
        return Page();
    }

    public string NameOf(string service) => Network.Services.First(s => s.Id.Value == service).Name;

    private void Check(Line line, string field)
    {
        var name = Network is null ? line.Service : NameOf(line.Service);
        if (new[] { line.Minimum, line.Target, line.Maximum }.Any(n => n is < 0 or > Most))
            ModelState.AddModelError(field, $"{name}: enter whole numbers from 0 to {Most}");
        else if (line.Target is null && (line.Minimum ?? line.Maximum) is not null)
            ModelState.AddModelError(field, $"{name}: enter a target, or leave all three empty");
        else if (line.Minimum > line.Target || line.Target > line.Maximum)
            ModelState.AddModelError(
                field,
                $"{name}: minimum, target and maximum must rise in that order"
            );
    }

    private void Show(NetworkVersion known, Hub hub)
    {
        (Network, Hub) = (known.Network, hub);
        if (Version == 0)
            Version = known.Version;
        var week = IsoWeek.Of(new UkCalendar(clock).Today).Next;
        Load = RoomTypeLoad.Of(known.Network, hub, week);
    }

    /// <summary>One service's row of the form; three empty boxes mean the hub has no wish.</summary>
    public sealed class Line
    {
        public Line() { }

        public Line(string service, int? minimum, int? target, int? maximum) =>
            (Service, Minimum, Target, Maximum) = (service, minimum, target, maximum);

        [Required]
        public string Service { get; set; } = "";

        public int? Minimum { get; set; }

        public int? Target { get; set; }

        public int? Maximum { get; set; }
    }
}
