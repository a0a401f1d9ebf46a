using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Hubs.Model;
using Hubs.Web.Tests.Running;

namespace Hubs.Web.Tests.Api;

public sealed class CalendarTests : IDisposable
{
    private const string Path = "/api/v1/clinicians/nurse-ama/calendars";
    private readonly HubsWeb web = new();
    private readonly HttpClient clinician;

    public CalendarTests() => clinician = web.As("clinician");

    public void Dispose() => web.Dispose();

    [Fact]
    public async Task File_Posted_IsBusyTime_ListsTheClash_AndGoesAgain()
    {
        var session = new DayClaim(
            new SessionId("s1"),
            new HubId("tilbury"),
            SampleDay.Tuesday,
            new TimeWindow(new TimeOnly(9, 0), new TimeOnly(12, 0)),
            IsConfirmed: true,
            default
        );
        web.Grains.Clinician("nurse-ama").Claims = [session];

        var added = await clinician.PostAsync(
            $"{Path}/file?name=Practice",
            Calendar("20261124T110000", "Dentist")
        );

        Assert.Equal(HttpStatusCode.OK, added.StatusCode);
        Assert.DoesNotContain(
            "Dentist",
            await added.Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
        var clash = Assert.Single(await Array("/api/v1/clinicians/clashes"));
        Assert.Equal("s1", clash.GetProperty("session").GetProperty("session").GetString());
        Assert.Equal("11:00:00", clash.GetProperty("busy").GetProperty("start").GetString());

        Assert.Equal(HttpStatusCode.OK, (await clinician.DeleteAsync($"{Path}/c1")).StatusCode);
        Assert.Empty(await Array("/api/v1/clinicians/nurse-ama/clashes"));
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await clinician.DeleteAsync($"{Path}/c1")).StatusCode
        );
    }

    [Theory]
    [InlineData("https://127.0.0.1:9/secret-3f9a.ics", 422)]
    [InlineData("http://calendar.example.com/secret-3f9a.ics", 400)]
    [InlineData("not an address secret-3f9a", 400)]
    public async Task Address_ThatCannotBeRead_IsRefusedWithoutRepeatingIt(
        string address,
        int status
    )
    {
        var answer = await clinician.PostAsJsonAsync(Path, new { name = "Practice", address });

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.DoesNotContain(
            "3f9a",
            await answer.Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task WhatIsNoCalendar_IsRefusedInASentence()
    {
        var answer = await clinician.PostAsync(
            $"{Path}/file?name=Practice",
            new StringContent("<html>Sign in</html>", Encoding.UTF8, "text/calendar")
        );

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(
            "This is not a calendar",
            await answer.Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Receptionist_SeesNoCalendars() =>
        Assert.Equal(
            HttpStatusCode.Forbidden,
            (await web.As("receptionist").GetAsync(Path)).StatusCode
        );

    private async Task<JsonElement.ArrayEnumerator> Array(string path) =>
        (await clinician.GetFromJsonAsync<JsonElement>(path)).EnumerateArray();

    private static StringContent Calendar(string start, string title) =>
        new(
            $"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:{start}\r\nDURATION:PT1H\r\nSUMMARY:{title}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
            Encoding.UTF8,
            "text/calendar"
        );
}
