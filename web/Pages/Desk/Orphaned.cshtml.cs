using System.Collections.Immutable;
using Hubs.Contracts;
using Hubs.Model;
using Hubs.Web.Demo;
using Microsoft.AspNetCore.Mvc;

namespace Hubs.Web.Pages.Desk;

/// <summary>Everybody at this hub whose session is gone, until each is resolved.</summary>
[ForRoles(Role.Receptionist, Role.Coordinator)]
[ResponseCache(NoStore = true)]
public sealed class OrphanedModel(DeskWork desk) : HubPage(desk)
{
    public ImmutableArray<AppointmentRow> Rows { get; private set; } = [];

    public async Task OnGet()
    {
        var rows = ImmutableArray.CreateBuilder<AppointmentRow>();
        foreach (var key in Desk.DaysWithOrphans(Hub.Id))
        {
            var diary = await Desk.Grains.Diary(key).Get();
            var lost = diary
                .Appointments.Values.Where(a => a is { IsOrphaned: true, IsLive: true })
                .OrderBy(a => a.Window.Start);
            rows.AddRange(
                await Task.WhenAll(lost.Select(each => AppointmentRow.Of(diary, each, Desk)))
            );
        }
        Rows = rows.ToImmutable();
    }
}
