using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Hubs.Model;
using Hubs.Web.Tests.Running;

namespace Hubs.Web.Tests.Pages;

public sealed class PublicPagesTests : IDisposable
{
    private readonly HubsWeb web = new();
    private readonly Browser resident;

    public PublicPagesTests()
    {
        web.Grains.Today.With(SampleDay.BloodTests, SampleDay.Supervision);
        resident = new Browser(web, "resident");
    }

    public void Dispose() => web.Dispose();

    [Theory]
    [InlineData("/whats-on/tilbury")]
    [InlineData("/wall/tilbury")]
    public async Task PublicPage_ShowsPublicNamesAndPlaces_AndNothingInternal(string path)
    {
        await resident.Open(path);
        Assert.Equal(HttpStatusCode.OK, resident.Status);
        Assert.Contains("Blood tests", resident.Text, StringComparison.Ordinal);
        Assert.Contains("10:00 to 11:00", resident.Text, StringComparison.Ordinal);
        Assert.Contains("Bay 1", resident.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Supervision", resident.Html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Ama Boateng", resident.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResidentsHome_LeadsToEachHub_AndSaysWhenItIsOpenToday()
    {
        await resident.Open("/");
        Assert.Contains("href=\"/whats-on/tilbury\"", resident.Html, StringComparison.Ordinal);
        Assert.Contains("Open today 0", resident.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatsOn_ForAService_SaysHowToGetIn()
    {
        await resident.Open("/whats-on/tilbury?service=blood-test");
        Assert.Contains("Walk in, no appointment needed", resident.Text, StringComparison.Ordinal);
        Assert.Contains("Induction loop", resident.Text, StringComparison.Ordinal);
        Assert.Contains("Opposite the station", resident.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatsOn_IsKept_WhileBookingsComeIn_AndShowsACancelledSessionAtOnce()
    {
        using var caller = web.As("resident");
        var first = await caller.GetAsync("/whats-on/tilbury");
        var by = new Actor(Role.Receptionist, "test");
        await web.Grains.Today.Book(
            new BookAppointment(
                new CommandInfo(new CommandId("book"), "f", by),
                SampleDay.Bloods,
                new TimeOnly(10, 0),
                SampleNetwork.BloodTest,
                new SealedDetails(new ResidentId("r-1"), "sealed"),
                []
            )
        );
        var second = await caller.GetAsync("/whats-on/tilbury");
        Assert.Equal(first.Headers.ETag, second.Headers.ETag);

        var cancelled = await web.As("coordinator")
            .PostAsJsonAsync(
                "/api/v1/hubs/tilbury/diaries/2026-11-24/sessions/s-bloods/cancel",
                new { reason = "flood" }
            );
        Assert.True(cancelled.IsSuccessStatusCode, await cancelled.Content.ReadAsStringAsync());
        await resident.Open("/whats-on/tilbury");
        Assert.Contains("(cancelled)", resident.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatsOn_ForAnotherRole_IsNotTheFirstRolesPage()
    {
        await resident.Open("/whats-on/tilbury");
        var desk = new Browser(web, "receptionist");
        await desk.Open("/whats-on/tilbury");
        Assert.DoesNotContain("href=\"/desk", resident.Html, StringComparison.Ordinal);
        Assert.Contains("href=\"/desk", desk.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatsOn_OnDaysWithoutSessions_SaysSo()
    {
        await resident.Open("/whats-on/corringham?week=3");
        Assert.Contains("nothing is planned", resident.Text, StringComparison.Ordinal);
        Assert.Contains("Closed.", resident.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatsOn_OfAWeek_OpensTheFirstDayWithSomethingOnAndCountsTheRest()
    {
        var tomorrow = SampleDay.BloodTests.Date.AddDays(1);
        web.Grains.Diary("tilbury", tomorrow)
            .With(SampleDay.BloodTests with { Id = new("tomorrow"), Date = tomorrow });
        await resident.Open("/whats-on/tilbury");
        Assert.Contains(
            "Today, Tuesday 24 November: 1 service",
            resident.Text,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Wednesday 25 November: 1 service",
            resident.Text,
            StringComparison.Ordinal
        );
        Assert.Single(Regex.Matches(resident.Html, "<details [^>]*open"));
        await resident.Open("/whats-on/tilbury?service=blood-test");
        Assert.Equal(2, Regex.Count(resident.Html, "<details [^>]*open"));
    }

    [Fact]
    public async Task DeskBoard_WithoutScripting_ShowsRoomsSessionsAndFreeSlots()
    {
        web.Clock.Advance(TimeSpan.FromMinutes(75));
        var desk = new Browser(web, "receptionist");
        await desk.Open("/desk/tilbury");
        Assert.Contains("Phlebotomy, until 11:00", desk.Text, StringComparison.Ordinal);
        Assert.Contains("4, next 10:20", desk.Text, StringComparison.Ordinal);
        Assert.Contains("Ama Boateng", desk.Text, StringComparison.Ordinal);
    }
}
